import { useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import { EnrolmentStateTag } from "#app/training/events/event-words";
import { Button } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { Tag } from "#app/ui/surfaces";
import type { EnrolmentState } from "#db/vocabulary";

export interface RosterRow {
  id: string;
  state: EnrolmentState;
  seat: number | null;
  givenName: string;
  familyName: string;
  institution: string | null;
  email: string | null;
  phone: string | null;
  percent: number;
  recorded: number;
  earned: boolean;
}

/** Everybody in an event; one form around the table, and each button posts to its own noun. */
export function RosterTable({ rows, sittings }: { rows: readonly RosterRow[]; sittings: number }) {
  const t = useT("manage");
  const name = (row: RosterRow) => `${row.familyName} ${row.givenName}`;
  return (
    <form method="post">
      <DataTable
        caption={t("roster.shown", { count: rows.length })}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "name",
            header: t("roster.name"),
            rowHeader: true,
            cell: (row) => <a href={paths.presence(row.id)}>{name(row)}</a>,
          },
          { key: "institution", header: t("roster.institution"), cell: ({ institution }) => institution },
          {
            key: "contact",
            header: t("roster.contact"),
            cell: ({ email, phone }) => <Contact email={email} phone={phone} />,
          },
          {
            key: "state",
            header: t("roster.state"),
            cell: ({ state }) => (
              <span className="whitespace-nowrap">
                <EnrolmentStateTag state={state} />
              </span>
            ),
          },
          {
            key: "presence",
            header: t("roster.presence"),
            cell: ({ state, recorded, percent, earned }) =>
              state === "admitted" && recorded > 0 ? (
                <>
                  {t("roster.percent", { percent })}{" "}
                  <span className="soft small">{t("roster.recorded", { recorded, sittings })}</span>{" "}
                  {earned && <Tag tone="calm">{t("roster.earned")}</Tag>}
                </>
              ) : null,
          },
          {
            key: "actions",
            header: t("roster.actions"),
            hideHeader: true,
            cell: (row) => <Actions row={row} name={name(row)} />,
          },
        ]}
      />
    </form>
  );
}

function Contact({ email, phone }: Pick<RosterRow, "email" | "phone">) {
  if (email) return <span className="wrap-anywhere">{email}</span>;
  return phone && <span className="whitespace-nowrap">{phone}</span>;
}

function Actions({ row: { id, state }, name }: { row: RosterRow; name: string }) {
  const t = useT("manage");
  const own = `/manage/enrolments/${id}`;
  return (
    <span className="no-print flex flex-wrap gap-1">
      {state !== "admitted" && (
        <Button tone="quiet" small formAction={`${own}/admission`} label={t("roster.admitLabel", { name })}>
          {t("roster.admit")}
        </Button>
      )}
      {state === "applied" && (
        <Button tone="plain" small formAction={`${own}/refusal`} label={t("roster.declineLabel", { name })}>
          {t("roster.decline")}
        </Button>
      )}
      {(state === "admitted" || state === "waiting" || state === "invited") && (
        <Button tone="plain" small formAction={`${own}/cancellation`} label={t("roster.cancelLabel", { name })}>
          {t("roster.cancel")}
        </Button>
      )}
    </span>
  );
}
