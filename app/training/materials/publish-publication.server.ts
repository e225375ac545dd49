import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { publications } from "#db/schema/training";

/** Puts a draft into the public library, dated today; what is published already keeps its date. */
export async function publishPublication(context: Context<TrainingManager>, publicationId: string): Promise<void> {
  await inTransaction(context, async (tx) => {
    const own = eq(publications.id, publicationId);
    const published = await tx.db
      .update(publications)
      .set({ publishedOn: calendarDate(tx.now) })
      .where(and(own, isNull(publications.publishedOn)))
      .returning({ id: publications.id });
    if (published.length === 0) {
      if ((await tx.db.$count(publications, own)) === 0) throw notFound();
      return;
    }
    await recordAudit(tx, { action: "publish-publication", subjectKind: "publication", subjectId: publicationId });
  });
}
