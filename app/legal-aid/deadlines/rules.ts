import { Temporal } from "temporal-polyfill";

const zone = "Europe/Tirane";

/** A row of the law table, as far as counting needs it. */
export interface CountingRule {
  length: number | null;
  unit: string | null;
  direction: string;
  /** True: an end on a rest day moves on; null: not known, the earlier date stands. */
  rollsOver: boolean | null;
  needsConfirmation: boolean;
  immediate: boolean;
}

export interface Due {
  /** The instant the limit ends: 24:00 in Tirana of the last day, or the hour for limits in hours. */
  dueAt: Date;
  /** The day before it was moved for a rest day, "YYYY-MM-DD". */
  movedFrom: string | null;
  /** Said beside the date: the row, its counting or its rolling over is not confirmed. */
  toBeConfirmed: boolean;
}

/**
 * The end of a limit that began at `startedAt` (deadlines.json, `counting`; CPC arts. 148–149, CPP art. 144). The first
 * day is not counted; weeks, months and years end on the same-named day or the month's last; an end on a rest day moves
 * to the next working day only where the row says so, counted backwards to the working day before. Hours run through.
 * Answers null where the row has no length that could be counted.
 */
export function dueInstant(rule: CountingRule, startedAt: Date, holidays: ReadonlySet<string>): Due | null {
  if (rule.length === null || rule.unit === null)
    return rule.immediate ? { dueAt: startedAt, movedFrom: null, toBeConfirmed: rule.needsConfirmation } : null;
  const start = Temporal.Instant.fromEpochMilliseconds(startedAt.getTime()).toZonedDateTimeISO(zone);
  const sign = rule.direction === "before" ? -1 : 1;
  if (rule.unit === "hours") {
    // The data calls counting in hours unverified: the earlier instant is the safe one.
    const dueAt = new Date(startedAt.getTime() + sign * rule.length * 3_600_000);
    return { dueAt, movedFrom: null, toBeConfirmed: true };
  }
  const period = periodOf(rule.unit, sign * rule.length);
  if (!period) return null;
  const counted = start.toPlainDate().add(period, { overflow: "constrain" });
  const rest = isRestDay(counted, holidays);
  const moves = rest && (sign === -1 || rule.rollsOver === true);
  const last = moves ? workingDay(counted, sign, holidays) : counted;
  return {
    dueAt: endOf(last),
    movedFrom: moves ? counted.toString() : null,
    toBeConfirmed: rule.needsConfirmation || (rest && rule.rollsOver === null),
  };
}

/** The calendar day, "YYYY-MM-DD", on which a limit ends: 24:00 still belongs to it. */
export function lastDayOf(dueAt: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(dueAt.getTime() - 1)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}

/** True where the instant is a 24:00 in Tirana, so that a page says the day and not the hour. */
export function endsWithDay(dueAt: Date): boolean {
  const { hour, minute, second, millisecond } = Temporal.Instant.fromEpochMilliseconds(
    dueAt.getTime(),
  ).toZonedDateTimeISO(zone);
  return hour === 0 && minute === 0 && second === 0 && millisecond === 0;
}

/** An instant out of a day and an hour in Tirana ("2026-11-27", "09:30"; midnight where the hour is not known). */
export function instantIn(day: string, time: string | null): Date {
  return new Date(Temporal.PlainDateTime.from(`${day}T${time ?? "00:00"}`).toZonedDateTime(zone).epochMilliseconds);
}

export interface WarningStep {
  value: number;
  unit: string;
}

/** How loud a running deadline is: overdue, inside its first or its last warning, or quiet. */
export function loudness(
  dueAt: Date,
  warnBefore: readonly WarningStep[],
  now: Date,
): "overdue" | "last_warning" | "warning" | "quiet" {
  if (dueAt <= now) return "overdue";
  const reached = warnBefore.filter(({ value, unit }) => {
    const length = value * (unit === "hours" ? 3_600_000 : 86_400_000);
    return dueAt.getTime() - now.getTime() <= length;
  });
  if (reached.length === 0) return "quiet";
  return reached.length === warnBefore.length ? "last_warning" : "warning";
}

/** True where a rule can be offered to a lawyer: in force in this table and countable. */
export function canBeCounted(rule: { active: boolean; length: number | null; immediate: boolean }): boolean {
  return rule.active && (rule.length !== null || rule.immediate);
}

function periodOf(unit: string, length: number): Temporal.DurationLike | null {
  if (unit === "days") return { days: length };
  if (unit === "weeks") return { weeks: length };
  if (unit === "months") return { months: length };
  return unit === "years" ? { years: length } : null;
}

function isRestDay(day: Temporal.PlainDate, holidays: ReadonlySet<string>): boolean {
  return day.dayOfWeek >= 6 || holidays.has(day.toString());
}

function workingDay(from: Temporal.PlainDate, step: 1 | -1, holidays: ReadonlySet<string>): Temporal.PlainDate {
  let day = from;
  while (isRestDay(day, holidays)) day = day.add({ days: step });
  return day;
}

function endOf(day: Temporal.PlainDate): Date {
  return new Date(day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);
}
