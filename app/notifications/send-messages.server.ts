import { and, asc, eq, inArray, isNull, lte, ne, or } from "drizzle-orm";
import { type Context, inTransaction, type System } from "#app/context.server";
import { mayDisturb, noteHeard, rulesNow } from "#app/legal-aid/aid-requests/safe-delivery.server";
import { describeFailure, logger } from "#app/operations/logger.server";
import { outboxMessages } from "#db/schema/messages";
import type { MessageState } from "#db/vocabulary";
import { type HandOver, MailRefusal, type MailTransport, mailTransport } from "./mail-transport.server";
import { outboxHold } from "./outbox-hold.server";
import { type RenderedMessage, renderMessage } from "./render-message.server";
import { GIVEN_UP_AFTER, waitSeconds } from "./rules";

/** A mail whose sender was killed is taken up again after that; one that is merely slow loses its turn to the newer. */
const LEASE_SECONDS = 60;

/**
 * Sends what waits in the outbox, oldest first, and answers with how many it took up. A message is taken up in one
 * transaction and settled in another, so that nothing waits for a provider with the database in its hand; one whose
 * recipient or subject has gone is cancelled; without a provider it is kept for the outbox page. People who asked for
 * help are written to in waking hours only. Ends where the provider refuses every mail
 * for now. On hold after a restoration, everything waits.
 */
export async function sendMessages(
  context: Context<System>,
  transport: MailTransport | null = mailTransport(),
): Promise<number> {
  if (await outboxHold(context)) return 0;
  const began = performance.now();
  for (let taken = 0; ; taken++) {
    // The job's clock goes on while it sends.
    const now = new Date(context.now.getTime() + performance.now() - began);
    const next = await takeUp({ ...context, now }, transport);
    if (!next) return taken;
    if (!next.mail || !transport) continue;
    const outcome = await attempt(context, next, next.mail, transport);
    await settle({ ...context, now: new Date(context.now.getTime() + performance.now() - began) }, next, outcome);
    if (outcome.forAll) return taken + 1;
  }
}

interface TakenUp {
  id: string;
  /** Which attempt this is: whoever took the message up later has another. */
  attempts: number;
  mail: RenderedMessage | null;
  /** Handed over before, and never answered for: the provider may have it already. */
  doubtful: boolean;
  /** The person who is written to, and her rules under which the mail was made. */
  request: { id: string; rules: string | null } | null;
}

/** The next message, out of the others' reach for as long as sending can take, or settled where there is no mail to send. */
async function takeUp(context: Context<System>, transport: MailTransport | null): Promise<TakenUp | undefined> {
  return inTransaction(context, async (tx) => {
    const [message] = await tx.db
      .select({
        id: outboxMessages.id,
        attempts: outboxMessages.attempts,
        outcome: outboxMessages.outcome,
        recipientKind: outboxMessages.recipientKind,
        recipientId: outboxMessages.recipientId,
      })
      .from(outboxMessages)
      .where(
        and(
          eq(outboxMessages.state, "waiting"),
          or(isNull(outboxMessages.notBefore), lte(outboxMessages.notBefore, tx.now)),
          (await mayDisturb(tx)) ? undefined : ne(outboxMessages.recipientKind, "request"),
        ),
      )
      .orderBy(asc(outboxMessages.createdAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!message) return undefined;
    const mail = await renderMessage(tx, message.id);
    const attempts = message.attempts + 1;
    const doubtful = message.outcome === "handed";
    const toRequest = message.recipientKind === "request";
    const change =
      mail && transport
        ? { outcome: doubtful ? "handed" : "sending", notBefore: after(tx.now, LEASE_SECONDS) }
        : { ...(doubtful ? unanswered : withoutMail(mail, toRequest)), notBefore: null };
    await tx.db
      .update(outboxMessages)
      .set({ ...change, attempts })
      .where(eq(outboxMessages.id, message.id));
    const id = message.recipientId;
    const request = mail && toRequest ? { id, rules: await rulesNow(tx, id) } : null;
    return { id: message.id, attempts, mail, doubtful, request };
  });
}

/** It may have arrived, and nobody will try again by himself. */
const unanswered: { state: MessageState; outcome: string } = { state: "failed", outcome: "unanswered" };

function withoutMail(mail: RenderedMessage | null, toRequest: boolean): { state: MessageState; outcome: string } {
  if (mail) return { state: "kept", outcome: "no_provider" };
  // No safe way for mail: a call of the desk, or the page behind the receipt.
  return toRequest ? { state: "kept", outcome: "not_by_mail" } : { state: "cancelled", outcome: "no_recipient" };
}

interface Outcome {
  state: MessageState;
  outcome: string;
  afterSeconds?: number | undefined;
  /** No other mail would fare better for now. */
  forAll?: boolean;
}

async function attempt(
  context: Context<System>,
  taken: TakenUp,
  mail: RenderedMessage,
  transport: MailTransport,
): Promise<Outcome> {
  try {
    await transport({ id: taken.id, ...mail }, (as) => handOver(context, taken, as));
    return { state: "sent", outcome: "accepted" };
  } catch (error) {
    logger().warn({ ...describeFailure(error), message: taken.id }, "mail not sent");
    const why = error instanceof MailRefusal ? error.why : { code: "provider_error" };
    const { code: outcome, afterSeconds, forAll = false } = why;
    const ended = why.forGood || why.unconfirmed || taken.attempts >= GIVEN_UP_AFTER;
    const state = ended ? "failed" : "waiting";
    // What one attempt was not answered for, a refusal of the next does not make undone.
    if (!why.unanswered && !taken.doubtful) return { state, outcome, afterSeconds, forAll };
    return { ...(ended ? unanswered : { state, outcome: "handed" }), afterSeconds, forAll };
  }
}

/**
 * Notes that the provider is about to have the mail, unless her rules have changed since it was made. Whoever is killed
 * between here and the provider's answer leaves a message of which nobody knows: one that the provider recognises is told
 * again, any other never by itself.
 */
async function handOver(context: Context<System>, taken: TakenUp, as: Parameters<HandOver>[0]): Promise<void> {
  const { request } = taken;
  const noted = { handed: {}, unconfirmed: { state: "failed", notBefore: null } } as const;
  await inTransaction(context, async (tx) => {
    if (request && (await rulesNow(tx, request.id)) !== request.rules) throw new Error("the rules have changed");
    const changed = await change(tx, taken, { outcome: as, ...noted[as] });
    if (!changed) throw new Error("somebody else has taken the message up");
  });
}

async function settle(context: Context<System>, taken: TakenUp, outcome: Outcome): Promise<void> {
  const { state, afterSeconds } = outcome;
  await inTransaction(context, async (tx) => {
    const settled = await change(tx, taken, {
      state,
      outcome: outcome.outcome,
      sentAt: state === "sent" ? tx.now : null,
      notBefore: state === "waiting" ? after(tx.now, afterSeconds ?? waitSeconds(taken.attempts)) : null,
    });
    if (settled && state === "sent" && taken.request) await noteHeard(tx, taken.request.id);
  });
}

async function change(
  context: Context<System>,
  { id, attempts }: TakenUp,
  values: Partial<typeof outboxMessages.$inferInsert>,
): Promise<boolean> {
  const open = inArray(outboxMessages.state, ["waiting", "failed"]);
  const changed = await inTransaction(context, (tx) =>
    tx.db
      .update(outboxMessages)
      .set(values)
      .where(and(eq(outboxMessages.id, id), eq(outboxMessages.attempts, attempts), open))
      .returning({ id: outboxMessages.id }),
  );
  return changed.length > 0;
}

function after(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}
