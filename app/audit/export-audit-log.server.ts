import { type Context, inTransaction } from "#app/context.server";
import { type AuditFilter, type AuditReader, auditLog } from "./queries.server";
import { recordAudit } from "./record-audit.server";

/** The most rows that one file holds; the filter by days makes the next one. */
export const exportedRows = 50_000;

/** The rows of the log under a filter, for a file; the taking out is on record itself. */
export async function exportAuditLog(context: Context<AuditReader>, filter: AuditFilter) {
  return inTransaction(context, async (tx) => {
    const { rows } = await auditLog(tx, filter, 1, exportedRows);
    await recordAudit(tx, { action: "export-audit", subjectKind: "audit", count: rows.length });
    return rows;
  });
}
