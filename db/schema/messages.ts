import { sql } from "drizzle-orm";
import { index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "../columns";
import type { MessageKind, MessageState, RecipientKind } from "../vocabulary";

/** The transactional outbox: ids only; text is made, and permission checked again, when it is sent. */
export const outboxMessages = pgTable(
  "outbox_messages",
  {
    id: id(),
    kind: text("kind").$type<MessageKind>().notNull(),
    recipientKind: text("recipient_kind").$type<RecipientKind>().notNull(),
    recipientId: uuid("recipient_id").notNull(),
    subjectId: uuid("subject_id"),
    /** The same thing is said once, however often a command or job runs. */
    deduplicationKey: text("deduplication_key").notNull().unique(),
    state: text("state").$type<MessageState>().notNull().default("waiting"),
    notBefore: instant("not_before"),
    attempts: integer("attempts").notNull().default(0),
    outcome: text("outcome"),
    createdAt: createdAt(),
    sentAt: instant("sent_at"),
  },
  (table) => [
    index("outbox_messages_waiting").on(table.createdAt).where(sql`${table.state} = 'waiting'`),
    index("outbox_messages_recipient").on(table.recipientKind, table.recipientId),
  ],
);
