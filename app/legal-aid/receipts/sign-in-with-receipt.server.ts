import { eq } from "drizzle-orm";
import { secretFits } from "#app/accounts/passwords.server";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Anyone, as, type Context, inTransaction } from "#app/context.server";
import { forgetAttempts, paceAttempts } from "#app/protection/growing-delay.server";
import { newToken, tokenHash } from "#app/protection/lookup.server";
import { receiptSignIns, receipts } from "#db/schema/aid-requests";
import { SESSION_MINUTES } from "./rules";

/**
 * Begins a session behind a receipt: 10 minutes idle, 60 at most. An unknown locator is checked against nobody's hash,
 * so that it takes as long as a known one with wrong digits, and both are refused with the same word. Tries are paced by
 * address, by locator and in all (429), before anything is looked up: what is refused says nothing about the locator.
 */
export async function signInWithReceipt(
  context: Context<Anyone>,
  { locator, secret, address }: { locator: string; secret: string; address: string },
): Promise<{ ok: true; token: string; requestId: string } | { ok: false; reason: "unknown_receipt" }> {
  await paceAttempts("receipt_address", address, context.now);
  await paceAttempts("receipt_locator", locator, context.now);
  await paceAttempts("receipt_total", "all", context.now);
  const [receipt] = await context.db
    .select({ requestId: receipts.requestId, secretHash: receipts.secretHash })
    .from(receipts)
    .where(eq(receipts.locator, locator));
  if (!(await secretFits(receipt?.secretHash, secret)) || !receipt) return { ok: false, reason: "unknown_receipt" };
  const { requestId } = receipt;
  await forgetAttempts("receipt_locator", locator);
  const token = newToken();
  return inTransaction(as(context, { kind: "receipt" as const, requestId }), async (tx) => {
    await tx.db.insert(receiptSignIns).values({
      tokenHash: tokenHash(token),
      requestId,
      createdAt: tx.now,
      seenAt: tx.now,
      endsAt: new Date(tx.now.getTime() + SESSION_MINUTES * 60_000),
    });
    await recordAudit(tx, { action: "sign-in-with-receipt", subjectKind: "request", subjectId: requestId });
    return { ok: true, token, requestId };
  });
}
