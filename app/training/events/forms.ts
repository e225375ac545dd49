import { z } from "zod";
import {
  choice,
  day,
  integer,
  optionalChoice,
  optionalCode,
  optionalText,
  optionalTime,
  optionalUuid,
  time,
  uuid,
  uuids,
} from "#app/forms/fields";
import { instantInTirana, repetitions, type SittingTimes, sittingsRefusal } from "#app/training/sittings/rules";
import { eventKinds, registrationKinds } from "#db/vocabulary";

/** As many session rows as a form carries at most. */
export const mostSittings = 40;

const link = optionalText(500).refine(
  (value) => value === null || (/^https?:\/\/[^\s]+$/i.test(value) && URL.canParse(value)),
  "url",
);

/** The fields of an event; its sessions stand in rows of their own, see `readSittings`. */
export const eventForm = z.object({
  courseId: uuid(),
  kind: optionalChoice(eventKinds),
  seats: integer(1, 100_000),
  registration: choice(registrationKinds),
  regionIso: optionalCode(),
  place: optionalText(120),
  venue: optionalText(200),
  mapLink: link,
  onlineLink: link,
  projectId: optionalUuid(),
  budgetLine: optionalText(80),
  partnerIds: uuids(100),
  trainerIds: uuids(50),
  note: optionalText(2000),
});
export type EventFields = z.output<typeof eventForm>;

/** As many holdings as are planned at once at most. */
export const mostCopies = 30;

/** Where the first session of an event goes; without a time it begins when it did. */
export const moveForm = z.object({ day: day(), time: optionalTime() });

/** A move that is taken back: where the first session began, and the instant of the move in milliseconds. */
export const takeBackForm = z.object({
  day: day(),
  time: time(),
  movedAt: z
    .string()
    .regex(/^\d{13}$/, "required")
    .transform((value) => new Date(Number(value))),
});

export const copyForm = z.object({ day: day() });

/** How an event is held again, before the days are chosen. */
export const repetitionForm = z.object({
  day: day(),
  every: choice(repetitions),
  times: integer(1, mostCopies),
});

const some = <S extends z.ZodType>(one: S) =>
  z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(one).min(1, "required").max(mostCopies, "choice"),
  );

/** The days that were chosen. */
export const repeatedForm = z.object({ days: some(day()) });

/** Events that are removed again. */
export const removalForm = z.object({ eventIds: some(z.guid("choice")) });

export interface SittingRow extends SittingTimes {
  /** Known where the row changes a session that exists. */
  id: string | null;
}

export type SittingRows = { ok: true; rows: SittingRow[] } | { ok: false; errors: Record<string, string> };

/**
 * Reads the session rows `day-0`, `start-0`, `end-0`, `sitting-0` …; a row without a day does not count, a ticked
 * `remove-0` takes the session out. Errors are message keys of `forms`, by field.
 */
export function readSittings(form: FormData): SittingRows {
  const rows: (SittingRow & { place: number })[] = [];
  const errors: Record<string, string> = {};
  for (let place = 0; place < mostSittings; place++) {
    const field = (name: string) => String(form.get(`${name}-${place}`) ?? "").trim();
    const day = field("day");
    if (!day || field("remove")) continue;
    if (!isDay(day)) errors[`day-${place}`] = "date";
    for (const name of ["start", "end"])
      if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(field(name)))
        errors[`${name}-${place}`] = field(name) ? "time" : "required";
    if (Object.keys(errors).some((key) => key.endsWith(`-${place}`))) continue;
    const id = field("sitting");
    rows.push({
      id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? id.toLowerCase() : null,
      startsAt: instantInTirana(day, field("start")),
      endsAt: instantInTirana(day, field("end")),
      place,
    });
  }
  const refusal = Object.keys(errors).length > 0 ? null : sittingsRefusal(rows);
  if (refusal?.reason === "no_sittings") errors["day-0"] = "sittings_none";
  else if (refusal) {
    const place = rows[refusal.place]?.place ?? 0;
    if (refusal.reason === "overlap") errors[`start-${place}`] = "sittings_overlap";
    else errors[`end-${place}`] = refusal.reason === "too_long" ? "sitting_too_long" : "time_order";
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, rows: rows.map(({ place: _place, ...row }) => row) };
}

function isDay(value: string): boolean {
  if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(value)) return false;
  const parsed = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value);
}
