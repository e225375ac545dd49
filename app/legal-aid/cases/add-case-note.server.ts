import { randomUUID } from "node:crypto";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Lawyer } from "#app/context.server";
import { openDataKey } from "#app/protection/data-keys.server";
import { seal } from "#app/protection/sealing.server";
import { caseNotes } from "#db/schema/cases";
import { lockOwnCase } from "./lock-case.server";

/** Writes a note of the lawyer's own, sealed under the request's key. */
export async function addCaseNote(
  context: Context<Lawyer>,
  { caseId, body }: { caseId: string; body: string },
): Promise<{ ok: true; noteId: string }> {
  return inTransaction(context, async (tx) => {
    const own = await lockOwnCase(tx, caseId);
    const noteId = await writeNote(tx, own, body);
    await recordAudit(tx, { action: "add-case-note", subjectKind: "case", subjectId: caseId });
    return { ok: true, noteId };
  });
}

/** Seals one note inside the caller's transaction. */
export async function writeNote(
  context: Context<Lawyer>,
  own: Awaited<ReturnType<typeof lockOwnCase>>,
  body: string,
): Promise<string> {
  const id = randomUUID();
  const key = await openDataKey(context, {
    requestId: own.requestId,
    state: own.requestState,
    classes: ["case_note"],
    reason: "case_work",
    standing: "case",
  });
  const place = { table: "case_notes", column: "body", row: id, subject: own.requestId };
  await context.db.insert(caseNotes).values({
    id,
    caseId: own.id,
    body: seal(key, place, body),
    writtenBy: context.actor.accountId,
    createdAt: context.now,
  });
  return id;
}
