import { foldedName } from "#app/accounts/people";
import { personWithMail } from "#app/accounts/people-queries.server";
import { createPerson, lockMail } from "#app/accounts/people-records.server";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type InstitutionContact, inTransaction } from "#app/context.server";
import { enrolmentOf, writeEnrolment } from "#app/training/enrolments/enrolment-rows.server";
import { isEnrolled } from "#app/training/enrolments/rules";
import { tellPerson } from "#app/training/enrolments/tell-person.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import type { SignUpRefusal } from "#app/training/events/rules";
import { ownInstitution } from "./queries.server";
import { nominationRefusal } from "./rules";

export interface Nominee {
  givenName: string;
  familyName: string;
  email: string;
  profession: string | null;
}

export type NominationResult =
  | { ok: true; enrolmentId: string }
  | { ok: false; reason: SignUpRefusal | "no_institution" | "already_enrolled" | "name_differs" };

/**
 * Puts somebody of the own institution forward: applied, until the training manager admits. A known mail address means
 * the known person, if the name is theirs. 404 for an event that does not exist.
 */
export async function nominatePerson(
  context: Context<InstitutionContact>,
  { slug, person }: { slug: string; person: Nominee },
): Promise<NominationResult> {
  return inTransaction(context, async (tx) => {
    const institution = await ownInstitution(tx);
    if (!institution) return { ok: false, reason: "no_institution" };
    const event = await lockEvent(tx, { slug });
    const refusal = nominationRefusal(event, tx.now);
    if (refusal) return { ok: false, reason: refusal };
    await lockMail(tx, person.email);
    const known = await personWithMail(tx, person.email);
    if (known && !sameName(known, person)) return { ok: false, reason: "name_differs" };
    const before = known ? await enrolmentOf(tx, event.id, known.id) : null;
    if (before && isEnrolled(before.state)) return { ok: false, reason: "already_enrolled" };
    const personId =
      known?.id ??
      (await createPerson(tx, { ...person, institution: institution.nameSq, organisationId: institution.id }));
    const enrolmentId = await writeEnrolment(tx, {
      id: before?.id ?? null,
      eventId: event.id,
      personId,
      state: "applied",
      seat: null,
      source: "nomination",
      nominatedBy: institution.id,
    });
    await tellPerson(tx, { id: enrolmentId, personId, kind: "enrolment_received" });
    await recordAudit(tx, { action: "nominate-person", subjectKind: "enrolment", subjectId: enrolmentId });
    return { ok: true, enrolmentId };
  });
}

/** The same parts in any order: whoever knows only an address learns no name, and moves nobody. */
function sameName(known: { givenName: string; familyName: string }, typed: Nominee): boolean {
  const parts = ({ givenName, familyName }: typeof known) => foldedName(givenName, familyName).split(" ").sort().join();
  return parts(known) === parts(typed);
}
