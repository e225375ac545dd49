import { eq } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { tokenHash } from "#app/protection/lookup.server";
import { receiptSignIns } from "#db/schema/aid-requests";

/** Ends the session of the token on the server, whatever the browser still holds. Safe to repeat. */
export async function endReceiptSession(context: Context, token: string): Promise<void> {
  await context.db.delete(receiptSignIns).where(eq(receiptSignIns.tokenHash, tokenHash(token)));
}
