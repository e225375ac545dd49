import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Manager, notFound } from "#app/context.server";
import { projects } from "#db/schema/projects";
import type { ProjectInput } from "./create-project.server";

/** Changes titles and period; the address stays, and so does what was printed. */
export async function editProject(context: Context<Manager>, slug: string, project: ProjectInput): Promise<void> {
  await inTransaction(context, async (tx) => {
    const [changed] = await tx.db
      .update(projects)
      .set(project)
      .where(eq(projects.slug, slug))
      .returning({ id: projects.id });
    if (!changed) throw notFound();
    await recordAudit(tx, { action: "edit-project", subjectKind: "project", subjectId: changed.id });
  });
}
