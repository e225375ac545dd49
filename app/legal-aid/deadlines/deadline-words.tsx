import { useFormat, useT } from "#app/i18n/use-t";
import { Tag, TagRow, type Tone } from "#app/ui/surfaces";
import { endsWithDay, lastDayOf, loudness, type WarningStep } from "./rules";

const tones: Record<ReturnType<typeof loudness>, Tone> = {
  overdue: "danger",
  last_warning: "danger",
  warning: "warn",
  quiet: "plain",
};

export function useDueWords(): (dueAt: Date) => string {
  const t = useT("lawyer");
  const format = useFormat();
  return (dueAt) =>
    endsWithDay(dueAt) ? t("deadlines.dayEnd", { day: format.weekday(lastDayOf(dueAt)) }) : format.longDateTime(dueAt);
}

interface Shown {
  dueAt: Date;
  warnBefore: WarningStep[];
  toBeConfirmed: boolean;
  review: boolean;
}

/** How loud a running deadline is, and what is not certain about it. */
export function DeadlineTags({ deadline, now }: { deadline: Shown; now: Date }) {
  const t = useT("lawyer");
  const format = useFormat();
  const loud = loudness(deadline.dueAt, deadline.warnBefore, now);
  return (
    <TagRow>
      <Tag tone={tones[loud]}>{loud === "overdue" ? t("deadlines.overdue") : format.relative(deadline.dueAt, now)}</Tag>
      {deadline.toBeConfirmed && <Tag tone="warn">{t("deadlines.toBeConfirmed")}</Tag>}
      {deadline.review && <Tag tone="warn">{t("deadlines.review")}</Tag>}
    </TagRow>
  );
}
