import { useFormat, useT } from "#app/i18n/use-t";
import { ActionForm, LinkButton } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { Tag } from "#app/ui/surfaces";

export interface WaitingRow {
  id: string;
  givenName: string;
  familyName: string;
  institution: string | null;
  profession: string | null;
  email: string | null;
  phone: string | null;
  queuedAt: Date;
  priority: number;
  priorityReason: string | null;
  offeredUntil: Date | null;
  offersMissed: number;
}

/** Who waits, in the order in which seats come to them. */
export function WaitingTable({ rows }: { rows: readonly WaitingRow[] }) {
  const t = useT("enrolments");
  const manage = useT("manage");
  const format = useFormat();
  const name = ({ givenName, familyName }: WaitingRow) => `${givenName} ${familyName}`;
  const places = new Map(rows.map(({ id }, place) => [id, place + 1]));
  return (
    <DataTable
      caption={t("manage.registration.caption", { count: rows.length })}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { key: "turn", header: t("manage.registration.turn"), numeric: true, cell: ({ id }) => places.get(id) },
        { key: "name", header: manage("roster.name"), rowHeader: true, cell: name },
        {
          key: "about",
          header: manage("roster.institution"),
          cell: ({ institution, profession }) => [institution, profession].filter(Boolean).join(" · "),
        },
        { key: "contact", header: manage("roster.contact"), cell: ({ email, phone }) => email ?? phone },
        { key: "since", header: t("manage.registration.since"), cell: ({ queuedAt }) => format.dateTime(queuedAt) },
        { key: "state", header: manage("roster.state"), cell: (row) => <Standing row={row} /> },
        {
          key: "actions",
          header: manage("roster.actions"),
          hideHeader: true,
          cell: (row) => <Actions row={row} name={name(row)} />,
        },
      ]}
    />
  );
}

function Standing({ row }: { row: WaitingRow }) {
  const t = useT("enrolments");
  const format = useFormat();
  return (
    <>
      {row.offeredUntil && (
        <Tag tone="calm">{t("manage.registration.kept", { until: format.dateTime(row.offeredUntil) })}</Tag>
      )}
      {row.offeredUntil && !row.email && <span className="block small">{t("manage.registration.noMail")}</span>}
      {row.offersMissed > 0 && (
        <span className="block small soft">{t("manage.registration.missed", { count: row.offersMissed })}</span>
      )}
      {row.priorityReason && (
        <span className="block small">{t("manage.registration.first", { reason: row.priorityReason })}</span>
      )}
    </>
  );
}

function Actions({ row: { id, priority }, name }: { row: WaitingRow; name: string }) {
  const t = useT("enrolments");
  const manage = useT("manage");
  const own = `/manage/enrolments/${id}`;
  return (
    <span className="no-print flex flex-wrap gap-1">
      <ActionForm action={`${own}/admission`} small label={manage("roster.admitLabel", { name })}>
        {manage("roster.admit")}
      </ActionForm>
      {priority === 0 ? (
        <LinkButton href={`${own}/priority`} tone="plain" small label={t("manage.priority.linkLabel", { name })}>
          {t("manage.priority.link")}
        </LinkButton>
      ) : (
        <ActionForm action={`${own}/priority/end`} tone="plain" small label={t("manage.priority.endLabel", { name })}>
          {t("manage.priority.end")}
        </ActionForm>
      )}
    </span>
  );
}
