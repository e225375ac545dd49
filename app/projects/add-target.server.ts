import { eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Manager, notFound } from "#app/context.server";
import { projects, projectTargets } from "#db/schema/projects";
import type { Indicator } from "#db/vocabulary";

export interface TargetInput {
  indicator: Indicator;
  labelSq: string;
  labelEn: string;
  /** What was promised, in the indicator's own unit. */
  target: number;
}

/** Adds what was promised to a donor, behind the other targets. Refused where the project counts that indicator already. */
export async function addTarget(
  context: Context<Manager>,
  slug: string,
  target: TargetInput,
): Promise<{ ok: true } | { ok: false; reason: "target_known" }> {
  return inTransaction(context, async (tx) => {
    const [project] = await tx.db
      .select({ id: projects.id })
      .from(projects)
      .where(eq(projects.slug, slug))
      .for("update");
    if (!project) throw notFound();
    const rows = await tx.db
      .select({ indicator: projectTargets.indicator, target: projectTargets.target })
      .from(projectTargets)
      .where(eq(projectTargets.projectId, project.id));
    const counted = rows.filter((row) => row.target !== null).map((row) => row.indicator);
    if (target.indicator !== "other" && counted.includes(target.indicator))
      return { ok: false, reason: "target_known" };
    await tx.db.insert(projectTargets).values({
      ...target,
      projectId: project.id,
      position: sql`(select coalesce(max(position), 0) + 1 from project_targets where project_id = ${project.id})`,
    });
    await recordAudit(tx, {
      action: "add-target",
      subjectKind: "project",
      subjectId: project.id,
      reason: target.indicator,
      count: target.target,
    });
    return { ok: true };
  });
}
