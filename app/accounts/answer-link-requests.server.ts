import { asc, eq } from "drizzle-orm";
import { type Context, inTransaction, type System } from "#app/context.server";
import { accountLinkRequests } from "#db/schema/accounts";
import { sendAccountLink } from "./send-account-link.server";

/** Looks up who asked for a link and puts the mails into the outbox; answers with how many were asked for. */
export async function answerLinkRequests(context: Context<System>): Promise<number> {
  let answered = 0;
  while (await answerNext(context)) answered++;
  return answered;
}

async function answerNext(context: Context<System>): Promise<boolean> {
  return inTransaction(context, async (tx) => {
    const [asked] = await tx.db
      .select()
      .from(accountLinkRequests)
      .orderBy(asc(accountLinkRequests.createdAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!asked) return false;
    await tx.db.delete(accountLinkRequests).where(eq(accountLinkRequests.id, asked.id));
    await sendAccountLink(tx, { email: asked.email, locale: asked.locale });
    return true;
  });
}
