import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Manager } from "#app/context.server";
import { slugOf } from "#app/training/events/rules";
import { freeSlug } from "#app/training/events/slugs.server";
import { projects } from "#db/schema/projects";

export interface ProjectInput {
  titleSq: string;
  titleEn: string;
  /** First and last day, "YYYY-MM-DD"; null where it is not known. */
  startsOn: string | null;
  endsOn: string | null;
}

/** Makes a project whose targets and figures reports can show; its address comes from the Albanian title. */
export async function createProject(context: Context<Manager>, project: ProjectInput): Promise<{ slug: string }> {
  return inTransaction(context, async (tx) => {
    const slug = await freeSlug(tx, "projects", slugOf(project.titleSq));
    const [made] = await tx.db
      .insert(projects)
      .values({ ...project, slug, createdAt: tx.now })
      .returning({ id: projects.id });
    if (!made) throw new Error("the project was not written");
    await recordAudit(tx, { action: "create-project", subjectKind: "project", subjectId: made.id });
    return { slug };
  });
}
