import { and, eq, gt, inArray, lte, notExists, or, sql } from "drizzle-orm";
import { type Context, inTransaction, type System } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { queueMessage } from "#app/notifications/queue-message.server";
import { aidRequests } from "#db/schema/aid-requests";
import { outboxMessages } from "#db/schema/messages";
import { daySetting } from "./day-settings.server";
import { lawyerSought } from "./rules";

/**
 * Queues news for everybody for whom a lawyer is still sought and who has heard nothing for `news_every_days` days;
 * answers with their number. What has been said in these days or is still to be said (a call of the desk, a page behind
 * the receipt) is not said twice. How it may reach them is asked when it is sent.
 */
export async function tellThoseWaiting(context: Context<System>): Promise<number> {
  return inTransaction(context, async (tx) => {
    const days = await daySetting(tx, "news_every_days");
    const since = new Date(tx.now.getTime() - days * 86_400_000);
    const told = tx.db
      .select({ one: sql`1` })
      .from(outboxMessages)
      .where(
        and(
          eq(outboxMessages.recipientKind, "request"),
          eq(outboxMessages.recipientId, aidRequests.id),
          or(inArray(outboxMessages.state, ["waiting", "kept"]), gt(outboxMessages.createdAt, since)),
        ),
      );
    const waiting = await tx.db
      .select({ id: aidRequests.id })
      .from(aidRequests)
      .where(
        and(
          inArray(aidRequests.state, [...lawyerSought]),
          lte(sql`coalesce(${aidRequests.lastHeardAt}, ${aidRequests.receivedAt})`, since.toISOString()),
          notExists(told),
        ),
      );
    await queueMessage(
      tx,
      ...waiting.map(({ id }) => ({
        kind: "request_news" as const,
        recipientKind: "request" as const,
        recipientId: id,
        subjectId: id,
        deduplicationKey: `request_news:${id}:waiting:${calendarDate(tx.now)}`,
      })),
    );
    return waiting.length;
  });
}
