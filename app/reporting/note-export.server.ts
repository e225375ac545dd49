import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member } from "#app/context.server";

/** Puts on record that figures are taken out as a file: of a project, or of a whole year. */
export async function noteExport(
  context: Context<Member<"manager" | "coordinator" | "training_manager">>,
  { projectId, rows }: { projectId: string | null; rows: number },
): Promise<void> {
  await inTransaction(context, (tx) =>
    recordAudit(tx, {
      action: "export-figures",
      subjectKind: projectId ? "project" : "installation",
      subjectId: projectId,
      count: rows,
    }),
  );
}
