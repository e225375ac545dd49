import { and, eq, isNotNull } from "drizzle-orm";
import { type Context, notFound } from "#app/context.server";
import { projects, projectTargets } from "#db/schema/projects";

/** Locks the project of a target that belongs to it and is no printed result; else the 404. Answers the project's id. */
export async function ownTarget(tx: Context, slug: string, targetId: string): Promise<string> {
  const [project] = await tx.db.select({ id: projects.id }).from(projects).where(eq(projects.slug, slug)).for("update");
  if (!project) throw notFound();
  const found = await tx.db.$count(
    projectTargets,
    and(eq(projectTargets.id, targetId), eq(projectTargets.projectId, project.id), isNotNull(projectTargets.target)),
  );
  if (found === 0) throw notFound();
  return project.id;
}
