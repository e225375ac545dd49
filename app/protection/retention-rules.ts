import { Temporal } from "temporal-polyfill";
import type { PeriodUnit, RetentionClass } from "#db/vocabulary";

/** Between which amounts (in the rule's own unit) an administrator may set a period; the rest are promises or for good. */
export const periodBounds: Partial<Record<RetentionClass, { min: number; max: number }>> = {
  requests_ended: { min: 3, max: 120 },
  requests_with_case: { min: 6, max: 240 },
  conflict_checks: { min: 1, max: 60 },
  lawyer_applications: { min: 1, max: 60 },
  closed_accounts: { min: 1, max: 120 },
  account_links: { min: 1, max: 90 },
  claim_codes: { min: 1, max: 36 },
  training_records: { min: 12, max: 600 },
  enrolments_not_taken: { min: 1, max: 120 },
  import_previews: { min: 1, max: 60 },
  import_rows: { min: 1, max: 60 },
  outbox_messages: { min: 1, max: 24 },
  corrections: { min: 1, max: 60 },
};

/** Classes whose rows carry their own end and go within minutes of it, whatever the night's work does. */
export const continuousClasses: readonly RetentionClass[] = [
  "request_drafts",
  "receipt_sign_ins",
  "sign_ins",
  "rate_limits",
];

const zone = "Europe/Tirane";
/** A machine may stand still over a summer's month; a clock that has jumped further is not believed by itself. */
const DAYS_BELIEVED = 45;

/** Whether `night` (YYYY-MM-DD) can follow the last night's work without anybody's word. */
export function isBelievable(last: string, night: string): boolean {
  return Temporal.PlainDate.from(last).until(night).days <= DAYS_BELIEVED;
}

/** What ended before this instant has been kept for the whole period; months end on the same-named day, or the last. */
export function keptSince({ amount, unit }: { amount: number; unit: PeriodUnit }, now: Date): Date {
  const moment = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  return new Date(moment.subtract({ [unit]: amount }).epochMilliseconds);
}

/** The next time the night's work begins: 03:10 in Tirana. */
export function nextNight(now: Date): Date {
  const moment = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const today = moment.withPlainTime("03:10");
  const next = Temporal.ZonedDateTime.compare(today, moment) > 0 ? today : today.add({ days: 1 });
  return new Date(next.epochMilliseconds);
}
