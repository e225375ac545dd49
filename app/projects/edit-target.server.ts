import { and, eq, isNotNull, ne } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Manager, notFound } from "#app/context.server";
import { projectTargets } from "#db/schema/projects";
import type { TargetInput } from "./add-target.server";
import { ownTarget } from "./own-target.server";

/** Changes a target; a printed result is no target and stays. Refused where another target counts that indicator already. */
export async function editTarget(
  context: Context<Manager>,
  { slug, targetId, ...target }: TargetInput & { slug: string; targetId: string },
): Promise<{ ok: true } | { ok: false; reason: "target_known" }> {
  return inTransaction(context, async (tx) => {
    const projectId = await ownTarget(tx, slug, targetId);
    const others = await tx.db
      .select({ indicator: projectTargets.indicator })
      .from(projectTargets)
      .where(
        and(
          eq(projectTargets.projectId, projectId),
          ne(projectTargets.id, targetId),
          isNotNull(projectTargets.target),
          eq(projectTargets.indicator, target.indicator),
        ),
      );
    if (target.indicator !== "other" && others.length > 0) return { ok: false, reason: "target_known" };
    const changed = await tx.db
      .update(projectTargets)
      .set(target)
      .where(and(eq(projectTargets.id, targetId), isNotNull(projectTargets.target)))
      .returning({ id: projectTargets.id });
    if (changed.length === 0) throw notFound();
    await recordAudit(tx, {
      action: "edit-target",
      subjectKind: "project",
      subjectId: projectId,
      reason: target.indicator,
      count: target.target,
    });
    return { ok: true };
  });
}
