import { eq } from "drizzle-orm";
import { as, type Context, inTransaction } from "#app/context.server";
import { requestDrafts } from "#db/schema/aid-requests";
import { draftingWith } from "./draft-key.server";

/** Deletes the draft of the token: answers, and locator and digits if they were still to be seen. Safe to repeat. */
export async function endDraft(context: Context, token: string): Promise<void> {
  const drafting = draftingWith(token);
  await inTransaction(as(context, drafting), async ({ db }) => {
    await db.delete(requestDrafts).where(eq(requestDrafts.tokenHash, drafting.draftHash));
  });
}
