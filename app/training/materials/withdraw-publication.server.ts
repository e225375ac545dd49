import { and, eq, isNotNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { publications } from "#db/schema/training";

/** Takes a publication out of the library; it stays as a draft, and its address answers 404 until it is published again. */
export async function withdrawPublication(context: Context<TrainingManager>, publicationId: string): Promise<void> {
  await inTransaction(context, async (tx) => {
    const own = eq(publications.id, publicationId);
    const withdrawn = await tx.db
      .update(publications)
      .set({ publishedOn: null })
      .where(and(own, isNotNull(publications.publishedOn)))
      .returning({ id: publications.id });
    if (withdrawn.length === 0) {
      if ((await tx.db.$count(publications, own)) === 0) throw notFound();
      return;
    }
    await recordAudit(tx, { action: "withdraw-publication", subjectKind: "publication", subjectId: publicationId });
  });
}
