import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Trainer, type TrainingManager } from "#app/context.server";
import { headCounts } from "#db/schema/head-counts";
import { sittingForRoster } from "./queries.server";

/** Keeps how many people somebody counted in the room; 404 for a session that is not this trainer's. */
export async function countHeads(
  context: Context<Trainer | TrainingManager>,
  { sittingId, counted }: { sittingId: string; counted: number },
) {
  return inTransaction(context, async (tx) => {
    const { id } = await sittingForRoster(tx, sittingId);
    await tx.db.insert(headCounts).values({ sittingId: id, counted, countedAt: tx.now, countedBy: tx.actor.accountId });
    await recordAudit(tx, { action: "count-heads", subjectKind: "sitting", subjectId: id, count: counted });
    return { ok: true as const };
  });
}
