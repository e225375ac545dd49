import type { Context } from "#app/context.server";
import { enqueue } from "#app/jobs/enqueue.server";
import { outboxMessages } from "#db/schema/messages";
import type { MessageKind, RecipientKind } from "#db/vocabulary";

export interface QueuedMessage {
  kind: MessageKind;
  recipientKind: RecipientKind;
  recipientId: string;
  subjectId?: string | null;
  /** What makes this message this message: said twice, it is sent once. */
  deduplicationKey: string;
  notBefore?: Date;
}

/** Puts a message into the outbox, in the transaction of what it tells about: ids only, the text is made when it is sent. */
export async function queueMessage(context: Context, ...messages: QueuedMessage[]): Promise<void> {
  if (!context.inside) throw new Error("a message belongs into the transaction of what it tells about");
  if (messages.length === 0) return;
  const rows = await context.db
    .insert(outboxMessages)
    .values(messages.map((message) => ({ ...message, subjectId: message.subjectId ?? null, createdAt: context.now })))
    .onConflictDoNothing({ target: outboxMessages.deduplicationKey })
    .returning({ id: outboxMessages.id });
  if (rows.length > 0) await enqueue(context, "send-messages", {});
}
