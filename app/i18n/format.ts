import { intlLocale, type Locale, timeZone } from "./locale";

/** A calendar date ("2026-11-27") or an instant; instants are shown as the clock in Tirana shows them. */
export type Day = string | Date;

/** How one language writes dates, times, numbers and durations. */
export interface Format {
  /** 27.11.2026 */
  date(day: Day): string;
  /** 27 nëntor 2026 */
  longDate(day: Day): string;
  /** e premte, 27 nëntor 2026 */
  weekday(day: Day): string;
  /** 27 nën */
  dayMonth(day: Day): { day: string; month: string };
  /** 10:32 */
  time(instant: Date): string;
  /** 27.11.2026, 10:32 */
  dateTime(instant: Date): string;
  /** e premte, 27 nëntor 2026, 10:32 */
  longDateTime(instant: Date): string;
  /** 12–13 tetor 2021 */
  dateRange(from: Day, to: Day): string;
  /** 09:00–12:30 */
  timeRange(from: Date, to: Date): string;
  /** 27.11.2026, 09:00–12:30, or both whole where the days differ */
  span(from: Date, to: Date): string;
  /** 1 234,5 */
  number(value: number, fractionDigits?: number): string;
  /** 80% of a share between 0 and 1 */
  percent(share: number, fractionDigits?: number): string;
  /** 1 orë e 30 minuta */
  minutes(minutes: number): string;
  /** 1,5 orë, from minutes */
  hours(minutes: number): string;
  /** 3 ditë */
  days(days: number): string;
  /** 1,2 MB */
  bytes(bytes: number): string;
  /** 40 000 Lekë */
  lek(amount: number): string;
  /** a, b dhe c */
  list(items: readonly string[]): string;
  /** pas 3 orësh, dje; now is an argument */
  relative(instant: Date, now: Date): string;
}

const made = new Map<Locale, Format>();

/** The formats of a language (built once). */
export function formatter(locale: Locale): Format {
  const known = made.get(locale) ?? build(locale);
  made.set(locale, known);
  return known;
}

/** The calendar date in Tirana of an instant, as "2026-11-27". */
export function calendarDate(instant: Date): string {
  return isoDay.format(instant);
}

const isoDay = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });

function build(locale: Locale): Format {
  const tag = intlLocale[locale];
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { timeZone, ...options });
  const long = dates({ day: "numeric", month: "long", year: "numeric" });
  const withWeekday = dates({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const shortMonth = dates({ month: "short" });
  const clock = dates({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const lists = new Intl.ListFormat(tag, { type: "conjunction" });
  const money = new Intl.NumberFormat(tag, { style: "currency", currency: "ALL", maximumFractionDigits: 0 });
  const relatives = new Intl.RelativeTimeFormat(tag, { numeric: "auto" });
  const unit = (name: string, fractionDigits = 0) =>
    new Intl.NumberFormat(tag, {
      style: "unit",
      unit: name,
      unitDisplay: name === "megabyte" || name === "kilobyte" ? "short" : "long",
      maximumFractionDigits: fractionDigits,
    });
  const hour = unit("hour", 1);
  const wholeHour = unit("hour");
  const minute = unit("minute");
  const dayUnit = unit("day");
  const megabyte = unit("megabyte", 1);
  const kilobyte = unit("kilobyte");

  const ranges = new Map<string, string>();
  const date = (day: Day) => {
    const [year, month, dayOfMonth] = (typeof day === "string" ? day : calendarDate(day)).split("-");
    return `${dayOfMonth}.${month}.${year}`;
  };
  const time = (instant: Date) => clock.format(instant);
  const number = (value: number, fractionDigits = 0) =>
    value.toLocaleString(tag, { maximumFractionDigits: fractionDigits });

  return {
    date,
    longDate: (day) => long.format(noon(day)),
    weekday: (day) => withWeekday.format(noon(day)),
    dayMonth: (day) => ({ day: date(day).slice(0, 2), month: shortMonth.format(noon(day)) }),
    time,
    dateTime: (instant) => `${date(instant)}, ${time(instant)}`,
    longDateTime: (instant) => `${withWeekday.format(instant)}, ${time(instant)}`,
    dateRange: (from, to) => {
      const key = `${date(from)} ${date(to)}`;
      const known = ranges.get(key) ?? long.formatRange(noon(from), noon(to)).replace(/(\d)\s–\s(\d+ )/u, "$1–$2");
      // Intl takes half a millisecond for a range, and the same few stand on page after page.
      if (ranges.size > 500) ranges.clear();
      ranges.set(key, known);
      return known;
    },
    timeRange: (from, to) => `${time(from)}–${time(to)}`,
    span: (from, to) =>
      calendarDate(from) === calendarDate(to)
        ? `${date(from)}, ${time(from)}–${time(to)}`
        : `${date(from)}, ${time(from)} – ${date(to)}, ${time(to)}`,
    number,
    percent: (share, fractionDigits = 0) =>
      share.toLocaleString(tag, { style: "percent", maximumFractionDigits: fractionDigits }),
    minutes: (minutes) => {
      const hours = Math.floor(minutes / 60);
      const rest = Math.round(minutes - hours * 60);
      if (hours === 0) return minute.format(rest);
      if (rest === 0) return wholeHour.format(hours);
      return [wholeHour.format(hours), minute.format(rest)].join(locale === "sq" ? " e " : " ");
    },
    hours: (minutes) => hour.format(minutes / 60),
    days: (days) => dayUnit.format(days),
    bytes: (bytes) => (bytes < 1_000_000 ? kilobyte.format(Math.ceil(bytes / 1000)) : megabyte.format(bytes / 1e6)),
    lek: (amount) => money.format(amount),
    list: (items) => lists.format(items),
    relative: (instant, now) => {
      const minutes = Math.round((instant.getTime() - now.getTime()) / 60_000);
      if (Math.abs(minutes) < 60) return relatives.format(minutes, "minute");
      if (Math.abs(minutes) < 60 * 24) return relatives.format(Math.round(minutes / 60), "hour");
      return relatives.format(Math.round(minutes / (60 * 24)), "day");
    },
  };
}

/** A calendar date has no instant of its own; its noon in UTC is the same day in Tirana. */
function noon(day: Day): Date {
  return typeof day === "string" ? new Date(`${day}T12:00:00Z`) : day;
}
