import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member } from "#app/context.server";

/** Lists that can be taken out as a file: what they are about. */
export type ListKind = "people" | "courses" | "events" | "roster" | "certificates" | "lawyers" | "offers";

/** Puts on record that a list is taken out as a file, of what, and with how many rows. */
export async function noteListExport(
  context: Context<Member<"coordinator" | "training_manager">>,
  { list, subjectId = null, rows }: { list: ListKind; subjectId?: string | null; rows: number },
): Promise<void> {
  await inTransaction(context, (tx) =>
    recordAudit(tx, { action: "export-list", subjectKind: list, subjectId, count: rows }),
  );
}
