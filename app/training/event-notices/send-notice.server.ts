import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { MINUTES_TO_TAKE_BACK } from "#app/training/enrolments/tell-about-event.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { people } from "#db/schema/accounts";
import { eventNotices } from "#db/schema/event-notices";
import { enrolments, eventTrainers } from "#db/schema/training";
import type { NoticeInput } from "./forms";

/**
 * Writes to everybody with a mail address in these states of an event, in their own language, once each; the mails go out
 * some minutes later, so that they can be taken back. Sent twice with the same id it stays one notice.
 */
export async function sendNotice(
  context: Context<TrainingManager>,
  { eventId, ...input }: NoticeInput & { eventId: string },
): Promise<{ ok: true; recipients: number } | { ok: false; reason: "nobody_to_tell" }> {
  return inTransaction(context, async (tx) => {
    await lockEvent(tx, { id: eventId });
    const known = await sentBefore(tx, input.noticeId);
    if (known && known.eventId !== eventId) throw notFound();
    if (known) return { ok: true, recipients: known.recipients };
    const readers = await readersOf(tx, { ...input, eventId });
    if (readers.length === 0) return { ok: false, reason: "nobody_to_tell" };
    const { noticeId, trainers: _, ...text } = input;
    const createdBy = tx.actor.accountId;
    const row = { ...text, id: noticeId, eventId, createdBy, recipients: readers.length, createdAt: tx.now };
    await tx.db.insert(eventNotices).values(row);
    const notBefore = new Date(tx.now.getTime() + MINUTES_TO_TAKE_BACK * 60_000);
    const messages = readers.map((reader) => ({
      ...reader,
      kind: "event_notice" as const,
      subjectId: noticeId,
      deduplicationKey: `event_notice:${noticeId}:${reader.recipientId}`,
      notBefore,
    }));
    await queueMessage(tx, ...messages);
    const count = readers.length;
    await recordAudit(tx, { action: "send-notice", subjectKind: "event", subjectId: eventId, count });
    return { ok: true, recipients: count };
  });
}

async function sentBefore(tx: Context, noticeId: string) {
  const [row] = await tx.db
    .select({ eventId: eventNotices.eventId, recipients: eventNotices.recipients })
    .from(eventNotices)
    .where(eq(eventNotices.id, noticeId));
  return row;
}

async function readersOf(
  tx: Context<TrainingManager>,
  { eventId, states, trainers }: Pick<NoticeInput, "states" | "trainers"> & { eventId: string },
) {
  const rows = await tx.db
    .select({ personId: enrolments.personId })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(and(eq(enrolments.eventId, eventId), inArray(enrolments.state, states), isNotNull(people.email)));
  const holding = trainers
    ? await tx.db
        .select({ accountId: eventTrainers.accountId })
        .from(eventTrainers)
        .where(
          and(
            eq(eventTrainers.eventId, eventId),
            sql`not exists (select 1 from accounts a join enrolments n on n.person_id = a.person_id
              where a.id = ${eventTrainers.accountId} and n.event_id = ${eventId}::uuid)`,
          ),
        )
    : [];
  return [
    ...rows.map(({ personId }) => ({ recipientKind: "person" as const, recipientId: personId })),
    ...holding.map(({ accountId }) => ({ recipientKind: "account" as const, recipientId: accountId })),
  ];
}
