import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type DataProtectionOfficer, inTransaction, notFound } from "#app/context.server";
import { people } from "#db/schema/accounts";
import { corrections } from "#db/schema/erasures";
import { foldedName } from "./people";

/**
 * Corrects a record as its person asked, or refuses with a sentence that the person reads. Nobody decides about their
 * own; certificates stay as they were issued.
 */
export async function decideCorrection(
  context: Context<DataProtectionOfficer>,
  { correctionId, answer }: { correctionId: string /** Null corrects it. */; answer: string | null },
): Promise<{ ok: true } | { ok: false; reason: "correction_decided" | "own_wish" }> {
  return inTransaction(context, async (tx) => {
    const [wish] = await tx.db.select().from(corrections).where(eq(corrections.id, correctionId)).for("update");
    if (!wish) throw notFound();
    if (wish.state !== "asked") return { ok: false, reason: "correction_decided" };
    if (wish.personId === tx.actor.personId) return { ok: false, reason: "own_wish" };
    const { givenName, familyName, phone, institution, profession } = wish.proposed;
    if (answer === null)
      await tx.db
        .update(people)
        .set({ givenName, familyName, foldedName: foldedName(givenName, familyName), phone, institution, profession })
        .where(eq(people.id, wish.personId));
    await tx.db
      .update(corrections)
      .set({
        state: answer === null ? "carried_out" : "refused",
        decidedAt: tx.now,
        decidedBy: tx.actor.accountId,
        answer,
      })
      .where(eq(corrections.id, correctionId));
    const action = answer === null ? "accept-correction" : "refuse-correction";
    await recordAudit(tx, { action, subjectKind: "person", subjectId: wish.personId });
    return { ok: true };
  });
}
