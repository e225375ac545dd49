import { type Context, inTransaction } from "#app/context.server";
import { enqueue } from "#app/jobs/enqueue.server";
import { accountLinkRequests } from "#db/schema/accounts";
import type { Locale } from "#db/vocabulary";

/**
 * Notes that somebody asks for a link to an address. Nothing is looked up here: the same two rows are written for a
 * known and for an unknown address, so that words and time are alike; the worker does the rest.
 */
export async function askForAccountLink(context: Context, input: { email: string; locale: Locale }): Promise<void> {
  await inTransaction(context, async (tx) => {
    await tx.db.insert(accountLinkRequests).values({ ...input, createdAt: tx.now });
    await enqueue(tx, "answer-link-requests", {});
  });
}
