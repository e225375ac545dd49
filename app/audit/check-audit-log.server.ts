import { type Context, inTransaction } from "#app/context.server";
import { database } from "#db/client.server";
import { readAnchors } from "./anchors.server";
import type { AuditReader } from "./queries.server";
import { recordAudit } from "./record-audit.server";
import { type AuditVerdict, verifyAudit } from "./verify-audit.server";

/** Walks the whole chain as `npm run audit:verify` does, and puts on record who did and what came out. */
export async function checkAuditLog(context: Context<AuditReader>): Promise<AuditVerdict> {
  const verdict = await verifyAudit(database(), readAnchors());
  await inTransaction(context, (tx) =>
    recordAudit(tx, {
      action: "verify-audit",
      subjectKind: "audit",
      reason: verdict.fault?.kind ?? "whole",
      count: verdict.rows,
    }),
  );
  return verdict;
}
