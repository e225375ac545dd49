import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { newCode, tokenHash } from "#app/protection/lookup.server";
import { accounts, people, personClaims } from "#db/schema/accounts";
import { enrolments, events } from "#db/schema/training";

export interface ClaimSlip {
  personId: string;
  givenName: string;
  familyName: string;
  institution: string | null;
  /** Ten unambiguous letters; only its hash is kept. */
  code: string;
}

/**
 * Makes a one-time code for everybody of an event who has neither a mail address nor an account; codes made before and
 * not used yet stop working. The codes are in the answer only and cannot be shown again. Throws the 404.
 */
export async function makeClaimCodes(
  context: Context<TrainingManager>,
  { eventId }: { eventId: string },
): Promise<{ ok: true; slips: ClaimSlip[] } | { ok: false; reason: "nobody_needs_one" }> {
  return inTransaction(context, async (tx) => {
    const [event] = await tx.db
      .select({ id: events.id })
      .from(events)
      .where(eq(events.id, eventId))
      .for("no key update");
    if (!event) throw notFound();
    const found = await peopleWithoutAccess(tx, eventId);
    if (found.length === 0) return { ok: false, reason: "nobody_needs_one" };
    const slips = found.map((person) => ({ ...person, code: newCode(10) }));
    const ids = slips.map((slip) => slip.personId);
    await tx.db.delete(personClaims).where(and(inArray(personClaims.personId, ids), isNull(personClaims.usedAt)));
    await tx.db
      .insert(personClaims)
      .values(slips.map((slip) => ({ personId: slip.personId, codeHash: tokenHash(slip.code), createdAt: tx.now })));
    await recordAudit(tx, {
      action: "make-claim-codes",
      subjectKind: "event",
      subjectId: eventId,
      count: slips.length,
    });
    return { ok: true, slips };
  });
}

/** Everybody with a seat who could not sign in: no mail address and no account. */
export async function peopleWithoutAccess(context: Context<TrainingManager>, eventId: string) {
  return context.db
    .select({
      personId: people.id,
      givenName: people.givenName,
      familyName: people.familyName,
      institution: people.institution,
    })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .where(
      and(eq(enrolments.eventId, eventId), eq(enrolments.state, "admitted"), isNull(people.email), isNull(accounts.id)),
    )
    .orderBy(asc(people.familyName), asc(people.givenName));
}
