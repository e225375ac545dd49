import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { enqueue } from "#app/jobs/enqueue.server";
import { newCode } from "#app/protection/lookup.server";
import { people } from "#db/schema/accounts";
import { certificates } from "#db/schema/training";
import { takeSerials } from "./issue-certificates.server";

export type ReissueCertificateResult =
  | { ok: true; eventId: string; certificateId: string }
  | { ok: false; reason: "not_valid" | "nothing_changed"; eventId: string };

/**
 * Issues a valid certificate again with the person's present name, under a new number; the old one is superseded and
 * says so when it is verified. Throws the 404 for an unknown one.
 */
export async function reissueCertificate(
  context: Context<TrainingManager>,
  { certificateId }: { certificateId: string },
): Promise<ReissueCertificateResult> {
  return inTransaction(context, async (tx) => {
    const [old] = await tx.db
      .select({
        eventId: certificates.eventId,
        personId: certificates.personId,
        state: certificates.state,
        statement: certificates.statement,
        givenName: people.givenName,
        familyName: people.familyName,
      })
      .from(certificates)
      .innerJoin(people, eq(people.id, certificates.personId))
      .where(eq(certificates.id, certificateId))
      .for("update", { of: certificates });
    if (!old) throw notFound();
    const { eventId, personId, statement, givenName, familyName } = old;
    if (old.state !== "valid") return { ok: false, reason: "not_valid", eventId };
    if (statement.givenName === givenName && statement.familyName === familyName)
      return { ok: false, reason: "nothing_changed", eventId };
    const id = randomUUID();
    await tx.db
      .update(certificates)
      .set({ state: "superseded", endedAt: tx.now, supersededBy: id })
      .where(and(eq(certificates.id, certificateId), eq(certificates.state, "valid")));
    const issuedOn = calendarDate(tx.now);
    const year = Number(issuedOn.slice(0, 4));
    await tx.db.insert(certificates).values({
      id,
      code: newCode(12),
      year,
      serial: await takeSerials(tx, year, 1),
      eventId,
      personId,
      statement: { ...statement, givenName, familyName, issuedOn },
      issuedAt: tx.now,
      issuedBy: tx.actor.accountId,
    });
    await enqueue(tx, "render-certificates", { eventId });
    await recordAudit(tx, { action: "reissue-certificate", subjectKind: "certificate", subjectId: certificateId });
    return { ok: true, eventId, certificateId: id };
  });
}
