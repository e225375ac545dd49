import { and, eq, inArray, isNotNull, notInArray, sql } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { people } from "#db/schema/accounts";
import { outboxMessages } from "#db/schema/messages";
import { enrolments, eventTrainers } from "#db/schema/training";
import type { MessageKind } from "#db/vocabulary";

interface News {
  eventId: string;
  kind: Extract<MessageKind, "event_changed" | "event_confirmed" | "event_cancelled">;
  /** Enrolments whose people have just been told something else. */
  except?: readonly string[];
  /** Until when it can still be taken back before anybody has been told. */
  notBefore?: Date;
}

/** How long what was changed can be taken back before the mails go out, in minutes. */
export const MINUTES_TO_TAKE_BACK = 5;

/**
 * Queues one message about an event for everybody with a mail address who is admitted, waiting or applied, and for its
 * trainers; answers with the number of those enrolled. What it says is asked when it is sent: whoever is still to be told
 * of an earlier change hears of both at once.
 */
export async function tellAboutEvent(tx: Context, { eventId, kind, except = [], notBefore }: News): Promise<number> {
  const rows = await tx.db
    .select({ personId: enrolments.personId })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(
      and(
        eq(enrolments.eventId, eventId),
        inArray(enrolments.state, ["admitted", "waiting", "applied"]),
        isNotNull(people.email),
        except.length > 0 ? notInArray(enrolments.id, [...except]) : undefined,
      ),
    );
  // Whoever changes the event has seen it.
  const author = tx.actor.kind === "account" ? tx.actor.accountId : null;
  const trainers = await tx.db
    .select({ accountId: eventTrainers.accountId })
    .from(eventTrainers)
    .where(
      and(
        eq(eventTrainers.eventId, eventId),
        sql`${eventTrainers.accountId} is distinct from ${author}::uuid`,
        sql`not exists (select 1 from accounts a join enrolments n on n.person_id = a.person_id
          where a.id = ${eventTrainers.accountId} and n.event_id = ${eventId}::uuid)`,
      ),
    );
  const toBeTold = new Set(await waitingFor(tx, { eventId, kind }));
  const message = (recipientKind: "person" | "account", recipientId: string) => ({
    kind,
    recipientKind,
    recipientId,
    subjectId: eventId,
    deduplicationKey: `${kind}:${eventId}:${tx.now.getTime()}:${recipientId}`,
    ...(notBefore && { notBefore }),
  });
  const messages = [
    ...rows.map(({ personId }) => message("person", personId)),
    ...trainers.map(({ accountId }) => message("account", accountId)),
  ];
  await queueMessage(tx, ...messages.filter(({ recipientId }) => !toBeTold.has(recipientId)));
  return rows.length;
}

/** Who is still to be told the same of an event; what is being sent at this moment does not count. */
async function waitingFor(tx: Context, { eventId, kind }: Pick<News, "eventId" | "kind">): Promise<string[]> {
  const rows = await tx.db
    .select({ recipientId: outboxMessages.recipientId })
    .from(outboxMessages)
    .where(
      and(
        eq(outboxMessages.state, "waiting"),
        eq(outboxMessages.attempts, 0),
        eq(outboxMessages.kind, kind),
        eq(outboxMessages.subjectId, eventId),
      ),
    )
    .for("update", { skipLocked: true });
  return rows.map(({ recipientId }) => recipientId);
}
