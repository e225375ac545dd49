import { eq } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { projects } from "#db/schema/projects";

/** Whether a chosen project is there; none chosen is well. */
export async function isKnownProject(tx: Context, projectId: string | null): Promise<boolean> {
  return projectId === null || (await tx.db.$count(projects, eq(projects.id, projectId))) > 0;
}
