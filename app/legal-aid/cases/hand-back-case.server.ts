import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Lawyer } from "#app/context.server";
import type { HandBackReason } from "#db/vocabulary";
import { writeNote } from "./add-case-note.server";
import { lockOwnCase } from "./lock-case.server";
import { returnCase } from "./return-case.server";
import { handBackCode } from "./rules";

/**
 * Hands an open case back: it becomes urgent and is matched again, and from this moment its file is closed to the lawyer.
 * What the next lawyer should know stays as a sealed note.
 */
export async function handBackCase(
  context: Context<Lawyer>,
  { caseId, reason, note }: { caseId: string; reason: HandBackReason; note?: string | null },
): Promise<{ ok: true }> {
  return inTransaction(context, async (tx) => {
    const own = await lockOwnCase(tx, caseId);
    if (note) await writeNote(tx, own, note);
    await returnCase(tx, caseId, handBackCode(reason));
    await recordAudit(tx, { action: "hand-back-case", subjectKind: "case", subjectId: caseId, reason });
    return { ok: true };
  });
}
