import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member, notFound } from "#app/context.server";
import { people } from "#db/schema/accounts";
import { corrections, type ProposedRecord } from "#db/schema/erasures";
import { tidyPhone } from "./people";

/** Asks that the own record be corrected; refused where nothing is different and while one waits already. */
export async function askForCorrection(
  context: Context<Member>,
  { note, ...record }: ProposedRecord & { note: string | null },
): Promise<{ ok: true } | { ok: false; reason: "nothing_changed" | "correction_asked" }> {
  const proposed = { ...record, phone: record.phone && tidyPhone(record.phone) };
  return inTransaction(context, async (tx) => {
    const { personId } = tx.actor;
    const [now] = await tx.db
      .select({
        givenName: people.givenName,
        familyName: people.familyName,
        phone: people.phone,
        institution: people.institution,
        profession: people.profession,
      })
      .from(people)
      .where(eq(people.id, personId))
      .for("update");
    if (!now) throw notFound();
    const fields = Object.keys(now) as (keyof ProposedRecord)[];
    if (fields.every((field) => now[field] === proposed[field])) return { ok: false, reason: "nothing_changed" };
    const [asked] = await tx.db
      .insert(corrections)
      .values({ personId, proposed, note, askedAt: tx.now })
      .onConflictDoNothing()
      .returning({ id: corrections.id });
    if (!asked) return { ok: false, reason: "correction_asked" };
    await recordAudit(tx, { action: "ask-for-correction", subjectKind: "person", subjectId: personId });
    return { ok: true };
  });
}
