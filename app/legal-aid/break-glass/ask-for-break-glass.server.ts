import { and, eq, inArray } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type DataProtectionOfficer, inTransaction, notFound } from "#app/context.server";
import { aidRequests } from "#db/schema/aid-requests";
import { breakGlass } from "#db/schema/break-glass";
import type { BreakGlassReason } from "#db/vocabulary";
import { stageOf } from "./rules";
import { tellOverseers } from "./tell-overseers.server";

/**
 * Asks to open one request and its cases; nothing opens before somebody else has decided, and they are told. Refuses while
 * an own asking waits or runs. Throws the 404 for an unknown request.
 */
export async function askForBreakGlass(
  context: Context<DataProtectionOfficer>,
  { requestId, reason }: { requestId: string; reason: BreakGlassReason },
): Promise<{ ok: true; id: string } | { ok: false; reason: "already_asked"; id: string }> {
  return inTransaction(context, async (tx) => {
    const { db, now } = tx;
    const askedBy = tx.actor.accountId;
    const [request] = await db
      .select({ id: aidRequests.id })
      .from(aidRequests)
      .where(eq(aidRequests.id, requestId))
      .for("update");
    if (!request) throw notFound();
    const [running] = await db
      .select()
      .from(breakGlass)
      .where(
        and(
          eq(breakGlass.requestId, requestId),
          eq(breakGlass.askedBy, askedBy),
          inArray(breakGlass.state, ["asked", "open"]),
        ),
      );
    if (running && stageOf(running, now) !== "ended") return { ok: false, reason: "already_asked", id: running.id };
    if (running)
      await db
        .update(breakGlass)
        .set({ state: "ended", endedAt: running.endsAt ?? now })
        .where(eq(breakGlass.id, running.id));
    const [asked] = await db
      .insert(breakGlass)
      .values({ requestId, reason, askedBy, askedAt: now })
      .returning({ id: breakGlass.id });
    if (!asked) throw new Error("the asking was not written");
    await tellOverseers(tx, "break_glass_asked", asked.id, ["dpo", "auditor", "administrator"], askedBy);
    await recordAudit(tx, { action: "ask-break-glass", subjectKind: "request", subjectId: requestId, reason });
    return { ok: true, id: asked.id };
  });
}
