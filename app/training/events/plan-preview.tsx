import { useFormat, useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import { DataTable } from "#app/ui/data-table";
import { Notice } from "#app/ui/surfaces";
import type { Clash } from "./clash-queries.server";

interface Times {
  startsAt: Date;
  endsAt: Date;
}

interface SessionsPreviewProps {
  sessions: readonly (Times & { id: string; position: number; title: string | null })[];
  /** Their times afterwards, in the same order. */
  times: readonly Times[];
}

/** Each session as it is and as it would be. */
export function SessionsPreview({ sessions, times }: SessionsPreviewProps) {
  const t = useT("manage");
  const format = useFormat();
  const when = ({ startsAt, endsAt }: Times) => `${format.weekday(startsAt)}, ${format.timeRange(startsAt, endsAt)}`;
  return (
    <DataTable
      caption={t("plan.sessions")}
      hideCaption
      rows={sessions.map((session, place) => ({ ...session, planned: times[place] ?? session }))}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "session",
          header: t("plan.session"),
          rowHeader: true,
          cell: ({ position, title }) => title || t("event.session", { position }),
        },
        { key: "now", header: t("plan.now"), cell: when },
        { key: "then", header: t("plan.then"), cell: ({ planned }) => <b>{when(planned)}</b> },
      ]}
    />
  );
}

/** What is held at the same times by the same trainers or in the same venue. */
export function Clashes({ clashes }: { clashes: readonly Clash[] }) {
  const t = useT("manage");
  const format = useFormat();
  if (clashes.length === 0) return null;
  return (
    <Notice tone="warn" title={t("plan.clashes")}>
      <ul>
        {clashes.map(({ what, name, eventId, title, startsAt }) => (
          <li key={`${what} ${name} ${eventId} ${startsAt.getTime()}`}>
            {t(`plan.clash.${what}`, { name, when: format.dateTime(startsAt) })}{" "}
            <a href={paths.event(eventId)}>{title}</a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
