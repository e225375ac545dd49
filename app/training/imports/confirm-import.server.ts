import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { enqueue } from "#app/jobs/enqueue.server";
import { imports } from "#db/schema/training";
import { type CommitImportInput, type CommitImportResult, commitImport } from "./commit-import.server";
import { limits } from "./rules";

export type ConfirmImportResult = CommitImportResult | { ok: true; queued: true };

/**
 * Brings a previewed list in: at once, or by the worker where it is large; confirmed twice it is handed over once.
 * 404 for an import that is not of this event.
 */
export async function confirmImport(
  context: Context<TrainingManager>,
  input: CommitImportInput,
): Promise<ConfirmImportResult> {
  const ofEvent = and(eq(imports.id, input.importId), eq(imports.eventId, input.eventId));
  const [list] = await context.db
    .select({ state: imports.state, rowCount: imports.rowCount })
    .from(imports)
    .where(ofEvent);
  if (!list) throw notFound();
  if (list.state === "committing") return { ok: true, queued: true };
  if (list.rowCount <= limits.rowsAtOnce) return commitImport(context, input);
  return inTransaction(context, async (tx) => {
    const handedOver = await tx.db
      .update(imports)
      .set({
        state: "committing",
        doneRows: 0,
        confirmedBy: tx.actor.accountId,
        fillContacts: input.fill ?? false,
        stoppedAs: null,
      })
      .where(and(ofEvent, eq(imports.state, "previewed")))
      .returning({ id: imports.id });
    if (handedOver.length === 0) {
      const [now] = await tx.db.select({ state: imports.state }).from(imports).where(ofEvent);
      return now?.state === "committing" ? { ok: true, queued: true } : { ok: false, reason: "no_longer_previewed" };
    }
    await recordAudit(tx, {
      action: "confirm-import",
      subjectKind: "import",
      subjectId: input.importId,
      count: list.rowCount,
    });
    await enqueue(tx, "commit-imports", {});
    return { ok: true, queued: true };
  });
}
