import { eq, sql } from "drizzle-orm";
import { foldedName } from "#app/accounts/people";
import { peopleNamed, personWithMail } from "#app/accounts/people-queries.server";
import { createPerson, lockMail, type NewPerson } from "#app/accounts/people-records.server";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type Trainer, type TrainingManager } from "#app/context.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { people } from "#db/schema/accounts";
import { enrolmentOf, writeEnrolment } from "./enrolment-rows.server";
import { admissionRefusal } from "./rules";
import { seatFor } from "./seats.server";
import { tellPerson } from "./tell-person.server";

export type AdmitPersonInput = { eventId: string; walkIn?: boolean } & (
  | { personId: string }
  | { newPerson: NewPerson /** Somebody else of the same name. */; namesake?: boolean }
);

export type AdmitPersonResult =
  | { ok: true; enrolmentId: string; seat: number }
  | {
      ok: false;
      reason: "event_cancelled" | "event_full" | "quota_full" | "already_enrolled" | "name_known" | "mail_known";
    };

/**
 * Gives somebody a seat: known or new, invited, applied, waiting, or just come in. Somebody new with the name or mail
 * address of a known person is refused until the manager says who it is. Quotas hold, except for walk-ins. Trainers
 * admit to their own events only (404).
 */
export async function admitPerson(
  context: Context<TrainingManager | Trainer>,
  input: AdmitPersonInput,
): Promise<AdmitPersonResult> {
  return inTransaction(context, async (tx) => {
    const event = await lockEvent(tx, { id: input.eventId });
    if (event.state === "cancelled") return { ok: false, reason: "event_cancelled" };
    const refusal = "newPerson" in input ? await knownAlready(tx, input.newPerson, input.namesake ?? false) : null;
    if (refusal) return { ok: false, reason: refusal };
    const known = "personId" in input ? await personNow(tx, input.personId) : null;
    const before = known ? await enrolmentOf(tx, event.id, known) : null;
    const refused = admissionRefusal(before?.state ?? null);
    if (refused) return { ok: false, reason: refused };
    const found = before?.seat ? { seat: before.seat } : await seatFor(tx, event, askedBy(input, known));
    if (found.seat === null) return { ok: false, reason: found.because };
    const { seat } = found;
    const personId = "newPerson" in input ? await createPerson(tx, input.newPerson) : (known ?? input.personId);
    const source = input.walkIn ? "walk_in" : "manager";
    const row = {
      id: before?.id ?? null,
      eventId: event.id,
      personId,
      state: "admitted" as const,
      seat,
      source,
    } as const;
    const enrolmentId = await writeEnrolment(tx, row);
    if (!input.walkIn && event.endsAt && event.endsAt > tx.now)
      await tellPerson(tx, { id: enrolmentId, personId, kind: "enrolment_admitted" });
    await recordAudit(tx, { action: "admit-person", subjectKind: "enrolment", subjectId: enrolmentId, reason: source });
    return { ok: true, enrolmentId, seat };
  });
}

/** Whose quota counts; of somebody who stands at the door none. */
function askedBy(input: AdmitPersonInput, known: string | null) {
  if (input.walkIn) return { profession: null, institution: null };
  if (!("newPerson" in input)) return { personId: known ?? input.personId };
  const { profession = null, institution = null } = input.newPerson;
  return { profession, institution };
}

async function knownAlready(
  tx: Context,
  person: NewPerson,
  namesake: boolean,
): Promise<"name_known" | "mail_known" | null> {
  if (person.email) await lockMail(tx, person.email);
  if (person.email && (await personWithMail(tx, person.email))) return "mail_known";
  if (namesake) return null;
  const same = await peopleNamed(tx, foldedName(person.givenName, person.familyName));
  return same.length > 0 ? "name_known" : null;
}

/** The record that counts, where the page still knew one that has been merged since. */
async function personNow(tx: Context, personId: string): Promise<string> {
  const [person] = await tx.db
    .select({ id: sql<string>`coalesce(${people.mergedInto}, ${people.id})` })
    .from(people)
    .where(eq(people.id, personId));
  if (!person) throw notFound();
  return person.id;
}
