import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Manager } from "#app/context.server";
import { projectTargets } from "#db/schema/projects";
import { ownTarget } from "./own-target.server";

/** Takes a target away; what was counted for it stays counted. Throws the 404 for printed results. */
export async function removeTarget(context: Context<Manager>, slug: string, targetId: string): Promise<void> {
  await inTransaction(context, async (tx) => {
    const projectId = await ownTarget(tx, slug, targetId);
    const [gone] = await tx.db
      .delete(projectTargets)
      .where(eq(projectTargets.id, targetId))
      .returning({ indicator: projectTargets.indicator, target: projectTargets.target });
    await recordAudit(tx, {
      action: "remove-target",
      subjectKind: "project",
      subjectId: projectId,
      ...(gone && { reason: gone.indicator, count: gone.target ?? 0 }),
    });
  });
}
