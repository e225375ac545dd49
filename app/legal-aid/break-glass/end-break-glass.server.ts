import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction } from "#app/context.server";
import { breakGlass } from "#db/schema/break-glass";
import { lockBreakGlass, type Overseer } from "./lock-break-glass.server";
import { stageOf } from "./rules";

/** Ends an opening before its hour is over, or takes an asking back; every overseer may. Refuses what has ended. */
export async function endBreakGlass(
  context: Context<Overseer>,
  { id }: { id: string },
): Promise<{ ok: true } | { ok: false; reason: "ended_already" }> {
  return inTransaction(context, async (tx) => {
    const asked = await lockBreakGlass(tx, id);
    const stage = stageOf(asked, tx.now);
    if (stage !== "asked" && stage !== "open") return { ok: false, reason: "ended_already" };
    await tx.db.update(breakGlass).set({ state: "ended", endedAt: tx.now }).where(eq(breakGlass.id, id));
    await recordAudit(tx, {
      action: "end-break-glass",
      subjectKind: "request",
      subjectId: asked.requestId,
      reason: asked.reason,
    });
    return { ok: true };
  });
}
