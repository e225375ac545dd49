import { randomUUID } from "node:crypto";
import { and, eq, gt } from "drizzle-orm";
import { as, type Context, inTransaction } from "#app/context.server";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { drawReceipt } from "#app/legal-aid/receipts/draw-receipt.server";
import { open, seal } from "#app/protection/sealing.server";
import { requestDrafts } from "#db/schema/aid-requests";
import { draftingWith, draftKey, draftPlace } from "./draft-key.server";
import { type DraftContent, draftOf } from "./queries.server";
import { filingOf, missingQuestion, type Question, RECEIPT_SHOWN_MINUTES } from "./rules";

export type SubmittedDraft =
  | { ok: true; requestId: string }
  | { ok: false; reason: "draft_ended" }
  | { ok: false; reason: "answer_missing"; question: Question };

/**
 * Turns the answers into one request, however often and from however many tabs it is sent. The answers leave the draft
 * at once; locator and digits stand in it for ten minutes, or until the person says that she has them.
 */
export async function submitDraft(context: Context, token: string): Promise<SubmittedDraft> {
  const draft = await draftOf(context, token);
  if (!draft) return { ok: false, reason: "draft_ended" };
  if (draft.requestId) return { ok: true, requestId: draft.requestId };
  const question = missingQuestion(draft.answers);
  if (question) return { ok: false, reason: "answer_missing", question };
  const receipt = await drawReceipt();
  const drafting = draftingWith(token);
  return inTransaction(as(context, drafting), async (tx): Promise<SubmittedDraft> => {
    const own = eq(requestDrafts.tokenHash, drafting.draftHash);
    const [row] = await tx.db
      .select({ answers: requestDrafts.answers, requestId: requestDrafts.requestId })
      .from(requestDrafts)
      .where(and(own, gt(requestDrafts.endsAt, tx.now)))
      .for("update");
    if (!row) return { ok: false, reason: "draft_ended" };
    // The other tab was quicker: its request is this one.
    if (row.requestId) return { ok: true, requestId: row.requestId };
    const { answers }: DraftContent = JSON.parse(open(draftKey(token), draftPlace(token), row.answers));
    const submitted = await submitRequest(tx, {
      source: "public_form",
      filing: filingOf(answers),
      requestId: randomUUID(),
      receipt,
    });
    if (!submitted.ok) return { ok: false, reason: "answer_missing", question: "agree" };
    const content: DraftContent = { answers: {}, receipt: submitted.receipt };
    await tx.db
      .update(requestDrafts)
      .set({
        answers: seal(draftKey(token), draftPlace(token), JSON.stringify(content)),
        requestId: submitted.requestId,
        endsAt: new Date(tx.now.getTime() + RECEIPT_SHOWN_MINUTES * 60_000),
      })
      .where(own);
    return { ok: true, requestId: submitted.requestId };
  });
}
