import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { people } from "#db/schema/accounts";
import { enrolments } from "#db/schema/training";
import type { MessageKind } from "#db/vocabulary";

/** Queues one message for everybody with a mail address who is admitted, waiting or applied; answers with their number. */
export async function tellEnrolled(tx: Context, eventId: string, kind: MessageKind, key: string): Promise<number> {
  const rows = await tx.db
    .select({ personId: enrolments.personId })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(
      and(
        eq(enrolments.eventId, eventId),
        inArray(enrolments.state, ["admitted", "waiting", "applied"]),
        isNotNull(people.email),
      ),
    );
  await queueMessage(
    tx,
    ...rows.map(({ personId }) => ({
      kind,
      recipientKind: "person" as const,
      recipientId: personId,
      subjectId: eventId,
      deduplicationKey: `${kind}:${key}:${personId}`,
    })),
  );
  return rows.length;
}
