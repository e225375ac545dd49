import { and, asc, eq, isNull, lte, or, sql } from "drizzle-orm";
import { type Context, inTransaction, type System } from "#app/context.server";
import { describeFailure, logger } from "#app/operations/logger.server";
import { outboxMessages } from "#db/schema/messages";
import type { MessageState, RecipientKind } from "#db/vocabulary";
import { type MailTransport, mailTransport } from "./mail-transport.server";
import { renderMessage } from "./render-message.server";

const ATTEMPTS = 8;

/**
 * Sends what waits in the outbox, oldest first, and answers with how many left it. Each message is locked while it is
 * sent; one whose recipient or subject has gone is cancelled; without a mail provider it is kept for the outbox page.
 */
export async function sendMessages(
  context: Context<System>,
  transport: MailTransport | null = mailTransport(),
): Promise<number> {
  let sent = 0;
  while (await sendNext(context, transport)) sent++;
  return sent;
}

async function sendNext(context: Context<System>, transport: MailTransport | null): Promise<boolean> {
  return inTransaction(context, async (tx) => {
    const [message] = await tx.db
      .select({ id: outboxMessages.id, attempts: outboxMessages.attempts, recipientKind: outboxMessages.recipientKind })
      .from(outboxMessages)
      .where(
        and(
          eq(outboxMessages.state, "waiting"),
          or(isNull(outboxMessages.notBefore), lte(outboxMessages.notBefore, tx.now)),
        ),
      )
      .orderBy(asc(outboxMessages.createdAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!message) return false;
    await settle(tx, message, await attempt(tx, message, transport));
    return true;
  });
}

type Outcome = { state: MessageState; outcome: string };

async function attempt(
  context: Context,
  { id, recipientKind }: { id: string; recipientKind: RecipientKind },
  transport: MailTransport | null,
): Promise<Outcome> {
  const rendered = await renderMessage(context, id);
  // No safe way for mail: a call of the desk, or the page behind the receipt.
  if (!rendered && recipientKind === "request") return { state: "kept", outcome: "not_by_mail" };
  if (!rendered) return { state: "cancelled", outcome: "no_recipient" };
  if (!transport) return { state: "kept", outcome: "no_provider" };
  try {
    await transport({ id, ...rendered });
    return { state: "sent", outcome: "accepted" };
  } catch (error) {
    logger().warn({ ...describeFailure(error), message: id }, "mail not sent");
    return { state: "waiting", outcome: describeFailure(error).code ?? "provider_error" };
  }
}

/** Waits longer after every failure, and gives up after eight. */
async function settle(context: Context, message: { id: string; attempts: number }, result: Outcome): Promise<void> {
  const attempts = message.attempts + 1;
  const state = result.state === "waiting" && attempts >= ATTEMPTS ? "failed" : result.state;
  await context.db
    .update(outboxMessages)
    .set({
      state,
      outcome: result.outcome,
      attempts,
      sentAt: state === "sent" ? context.now : null,
      notBefore: state === "waiting" ? sql`now() + make_interval(secs => ${2 ** attempts * 15})` : null,
    })
    .where(eq(outboxMessages.id, message.id));
}
