import { and, inArray, isNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { people } from "#db/schema/accounts";
import { distinctPeople } from "#db/schema/person-merges";
import { pairIs } from "./queries.server";

/** Notes that two records are two people, so that nobody is asked again, or (`apart` false) takes that back; safe to repeat. */
export async function keepApart(
  context: Context<TrainingManager>,
  { ids, apart }: { ids: readonly [string, string]; apart: boolean },
): Promise<void> {
  const [oneId, otherId] = [...ids].sort() as [string, string];
  if (oneId === otherId) throw notFound();
  await inTransaction(context, async (tx) => {
    const known = await tx.db
      .select({ id: people.id })
      .from(people)
      .where(and(inArray(people.id, [oneId, otherId]), isNull(people.mergedInto)))
      .for("share");
    if (known.length < 2) throw notFound();
    const decided = { oneId, otherId, decidedBy: tx.actor.accountId, decidedAt: tx.now };
    const changed = apart
      ? await tx.db.insert(distinctPeople).values(decided).onConflictDoNothing().returning({ id: distinctPeople.oneId })
      : await tx.db.delete(distinctPeople).where(pairIs(oneId, otherId)).returning({ id: distinctPeople.oneId });
    if (changed.length === 0) return;
    await recordAudit(tx, {
      action: apart ? "keep-people-apart" : "forget-people-apart",
      subjectKind: "person",
      subjectId: oneId,
    });
  });
}
