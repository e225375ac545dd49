const DAY = 86_400_000;

export type HoursRefusal = "in_future" | "too_long_ago" | "before_case";

/** Why hours are not taken on the books, or null: worked in the future, more than a year ago, before the case began. */
export function hoursRefusal(workedOn: string, openedOn: string, today: string): HoursRefusal | null {
  if (workedOn > today) return "in_future";
  if (Date.parse(today) - Date.parse(workedOn) > 366 * DAY) return "too_long_ago";
  return workedOn < openedOn ? "before_case" : null;
}

/** Minutes out of "1:30", "1,5", "1.5" or "90 min"; null where it is nothing of that, or not between 1 minute and 24 hours. */
export function parseDuration(typed: string): number | null {
  const text = typed.trim().toLowerCase().replace(",", ".");
  const clock = /^(\d{1,2}):([0-5]\d)$/.exec(text);
  const minutes = /^(\d{1,4})\s*(?:m|min|minuta|minutes)\.?$/.exec(text);
  const hours = /^(\d{1,2}(?:\.\d{1,2})?)\s*(?:h|orë|ore|hours?)?$/.exec(text);
  const value = clock
    ? Number(clock[1]) * 60 + Number(clock[2])
    : minutes
      ? Number(minutes[1])
      : hours
        ? Math.round(Number(hours[1]) * 60)
        : null;
  return value !== null && value >= 1 && value <= 1440 ? value : null;
}

/** Minutes per month, "YYYY-MM", of the last `months` months up to `today`, the oldest first. */
export function perMonth(
  rows: readonly { workedOn: string; minutes: number }[],
  today: string,
  months: number,
): { month: string; minutes: number }[] {
  const [year = 0, month = 0] = today.split("-").map(Number);
  return Array.from({ length: months }, (_, index) => {
    const place = year * 12 + (month - 1) - (months - 1 - index);
    const name = `${Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, "0")}`;
    const own = rows.filter((row) => row.workedOn.startsWith(name));
    return { month: name, minutes: own.reduce((sum, row) => sum + row.minutes, 0) };
  });
}
