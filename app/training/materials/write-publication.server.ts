import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type TrainingManager } from "#app/context.server";
import { slugOf } from "#app/training/events/rules";
import { freeSlug } from "#app/training/events/slugs.server";
import { publications } from "#db/schema/training";
import type { PublicationInput } from "./forms";
import { isKnownProject } from "./known-project.server";

/** Writes a guide, model, material or report as a draft: nobody outside sees it before it is published. */
export async function writePublication(
  context: Context<TrainingManager>,
  input: PublicationInput,
): Promise<{ ok: true; publicationId: string } | { ok: false; reason: "choice" }> {
  return inTransaction(context, async (tx) => {
    if (!(await isKnownProject(tx, input.projectId))) return { ok: false, reason: "choice" };
    const slug = await freeSlug(tx, "publications", slugOf(input.titleSq));
    const [made] = await tx.db
      .insert(publications)
      .values({ ...input, slug })
      .returning({ id: publications.id });
    if (!made) throw new Error("the publication was not written");
    await recordAudit(tx, { action: "write-publication", subjectKind: "publication", subjectId: made.id });
    return { ok: true, publicationId: made.id };
  });
}
