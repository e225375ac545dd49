import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { importRows, imports } from "#db/schema/training";

/** Puts a previewed list away without writing anything of it; its file and rows go. */
export async function discardImport(
  context: Context<TrainingManager>,
  { eventId, importId }: { eventId: string; importId: string },
): Promise<{ ok: true } | { ok: false; reason: "no_longer_previewed" }> {
  return inTransaction(context, async (tx) => {
    const [kept] = await tx.db
      .select({ state: imports.state })
      .from(imports)
      .where(and(eq(imports.id, importId), eq(imports.eventId, eventId)))
      .for("update");
    if (!kept) throw notFound();
    if (kept.state !== "previewed") return { ok: false, reason: "no_longer_previewed" };
    await tx.db.delete(importRows).where(eq(importRows.importId, importId));
    await tx.db.update(imports).set({ state: "discarded", content: null }).where(eq(imports.id, importId));
    await recordAudit(tx, { action: "discard-import", subjectKind: "import", subjectId: importId });
    return { ok: true };
  });
}
