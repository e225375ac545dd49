import type { ReactNode } from "react";
import { calendarDate } from "#app/i18n/format";
import { useFormat, useT } from "#app/i18n/use-t";
import { DataTable } from "#app/ui/data-table";
import { Card, Tag } from "#app/ui/surfaces";
import type { PresenceMark } from "#db/vocabulary";
import { markTones } from "./marks";
import { presenceOver, statusOver } from "./rules";

interface ObservedSitting {
  id: string;
  position: number;
  startsAt: Date;
  endsAt: Date;
  observations: readonly { mark: PresenceMark; minutes: number | null }[];
}

/** Status and minutes over some sittings: the latest of what was observed in each. */
function over(sittings: readonly ObservedSitting[], lateMinutes: number) {
  const latest = sittings.map(({ observations }) => observations.at(-1));
  const marks = latest.map((one) => one?.mark);
  const minutes = latest.map((one) => one?.minutes);
  return presenceOver(sittings, marks, { lateMinutes }, minutes);
}

/** Day by day and over the whole event. */
export function PresenceSummary({
  sittings,
  lateMinutes,
}: {
  sittings: readonly ObservedSitting[];
  lateMinutes: number;
}) {
  const t = useT("teach");
  const words = useT("words");
  const format = useFormat();
  const days = [...new Set(sittings.map(({ startsAt }) => calendarDate(startsAt)))].map((day) => ({
    day,
    presence: over(
      sittings.filter(({ startsAt }) => calendarDate(startsAt) === day),
      lateMinutes,
    ),
  }));
  const rows = [...days, { day: null, presence: over(sittings, lateMinutes) }];
  return (
    <DataTable
      caption={t("presence.perDay")}
      rows={days.length > 1 ? rows : rows.slice(-1)}
      rowKey={({ day }) => day ?? "all"}
      columns={[
        {
          key: "day",
          header: t("presence.day"),
          rowHeader: true,
          cell: ({ day }) => (day ? format.longDate(day) : t("presence.over")),
        },
        {
          key: "status",
          header: t("presence.status"),
          cell: ({ presence }) => {
            const status = statusOver(presence.statuses);
            return <Tag tone={markTones[status]}>{words(`presenceStatus.${status}`)}</Tag>;
          },
        },
        {
          key: "minutes",
          header: t("presence.time"),
          cell: ({ presence }) =>
            t("presence.minutes", {
              attended: presence.attendedMinutes,
              planned: presence.plannedMinutes,
              percent: presence.percent,
            }),
        },
      ]}
    />
  );
}

interface SittingPresenceProps {
  sitting: ObservedSitting;
  lateMinutes: number;
  children: ReactNode;
}

/** One sitting with what holds of the person in it. */
export function SittingPresence({ sitting, lateMinutes, children }: SittingPresenceProps) {
  const t = useT("teach");
  const words = useT("words");
  const format = useFormat();
  const { attendedMinutes, plannedMinutes, percent, statuses } = over([sitting], lateMinutes);
  const [status = "not_recorded"] = statuses;
  return (
    <Card
      title={t("presence.session", { position: sitting.position })}
      action={<Tag tone={markTones[status]}>{words(`presenceStatus.${status}`)}</Tag>}
    >
      <p className="soft">
        {[
          format.span(sitting.startsAt, sitting.endsAt),
          t("presence.minutes", { attended: attendedMinutes, planned: plannedMinutes, percent }),
        ].join(" · ")}
      </p>
      {children}
    </Card>
  );
}
