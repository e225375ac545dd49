import { and, eq, inArray, isNotNull, notInArray, sql } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { people } from "#db/schema/accounts";
import { enrolments, eventTrainers } from "#db/schema/training";
import type { MessageKind } from "#db/vocabulary";

interface News {
  eventId: string;
  kind: Extract<MessageKind, "event_changed" | "event_confirmed" | "event_cancelled">;
  /** Enrolments whose people have just been told something else. */
  except?: readonly string[];
}

/**
 * Queues one message about an event for everybody with a mail address who is admitted, waiting or applied, and for its
 * trainers; answers with the number of those enrolled. What it says is asked when it is sent.
 */
export async function tellAboutEvent(tx: Context, { eventId, kind, except = [] }: News): Promise<number> {
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
  const message = (recipientKind: "person" | "account", recipientId: string) => ({
    kind,
    recipientKind,
    recipientId,
    subjectId: eventId,
    deduplicationKey: `${kind}:${eventId}:${tx.now.getTime()}:${recipientId}`,
  });
  await queueMessage(
    tx,
    ...rows.map(({ personId }) => message("person", personId)),
    ...trainers.map(({ accountId }) => message("account", accountId)),
  );
  return rows.length;
}
