import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { publications } from "#db/schema/training";
import type { PublicationInput } from "./forms";
import { isKnownProject } from "./known-project.server";

/** Changes a publication where it stands; its address stays, because people bookmark and print it. */
export async function editPublication(
  context: Context<TrainingManager>,
  publicationId: string,
  input: PublicationInput,
): Promise<{ ok: true } | { ok: false; reason: "choice" }> {
  return inTransaction(context, async (tx) => {
    if (!(await isKnownProject(tx, input.projectId))) return { ok: false, reason: "choice" };
    const changed = await tx.db
      .update(publications)
      .set(input)
      .where(eq(publications.id, publicationId))
      .returning({ id: publications.id });
    if (changed.length === 0) throw notFound();
    await recordAudit(tx, { action: "edit-publication", subjectKind: "publication", subjectId: publicationId });
    return { ok: true };
  });
}
