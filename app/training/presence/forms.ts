import { z } from "zod";
import {
  choice,
  integer,
  optionalEmail,
  optionalInteger,
  optionalPhone,
  optionalText,
  text,
  uuid,
} from "#app/forms/fields";
import { presenceMarks } from "#db/vocabulary";

const rosterMark = choice(presenceMarks);

/** The marks of a whole roster's form: fields named after the enrolment, "m.<id>"; unreadable ones are refused. */
export function rosterMarks(form: FormData): { enrolmentId: string; mark: (typeof presenceMarks)[number] }[] | null {
  const marks = [];
  for (const [name, value] of form.entries()) {
    if (!name.startsWith("m.")) continue;
    const id = uuid().safeParse(name.slice(2));
    const mark = rosterMark.safeParse(value);
    if (!id.success || !mark.success) return null;
    marks.push({ enrolmentId: id.data.toLowerCase(), mark: mark.data });
  }
  return marks;
}

const instant = z.int().min(0).max(8_640_000_000_000_000);
const difference = z.int().min(-4_000_000_000_000).max(4_000_000_000_000);
const made = {
  id: z.guid(),
  sittingId: z.guid(),
  kind: z.enum(["in", "out"]),
  /** The device's clock at the scan, in milliseconds since 1970. */
  at: instant,
  /** Our clock less the device's as it was last measured before the scan. */
  offset: difference.nullable(),
};

/** What a door sends: what it scanned and whom it wrote down, sealed on the device; a badge may come in plain letters. */
export const scansForm = z.object({
  doorId: z.guid(),
  label: text(40),
  /** The device's clock while it sends. */
  deviceTime: instant,
  scans: z
    .array(
      z.union([z.object({ ...made, badge: z.string().max(200) }), z.object({ ...made, sealed: z.string().max(4000) })]),
    )
    .max(200),
});
export type Scans = z.output<typeof scansForm>;

/** A badge as a door kept it, sealed. */
export const keptBadgeForm = z.object({ badge: z.string().max(200) });

/** Who came without having signed up, as the door wrote it down. */
export const walkInForm = z.object({
  givenName: text(80),
  familyName: text(80),
  institution: optionalText(160),
  email: optionalEmail(),
  phone: optionalPhone(),
});

/** What somebody who looks again says instead. */
export const presenceCorrectionForm = z.object({
  sittingId: uuid(),
  mark: choice(presenceMarks),
  /** Whole minutes in the session, where they are known. */
  minutes: optionalInteger(0, 960),
  reason: text(300, 3),
});

/** How many people are in the room. */
export const headCountForm = z.object({ counted: integer(0, 100_000) });
