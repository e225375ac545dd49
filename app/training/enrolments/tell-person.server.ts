import { and, eq, isNotNull } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { people } from "#db/schema/accounts";
import type { MessageKind } from "#db/vocabulary";

interface News {
  /** The enrolment's id. */
  id: string;
  personId: string;
  kind: Extract<MessageKind, `enrolment_${string}`>;
}

/** Queues the news about an enrolment for its person, where there is a mail address. */
export async function tellPerson(tx: Context, { id, personId, kind }: News): Promise<void> {
  const [reachable] = await tx.db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, personId), isNotNull(people.email)));
  if (!reachable) return;
  await queueMessage(tx, {
    kind,
    recipientKind: "person",
    recipientId: personId,
    subjectId: id,
    deduplicationKey: `${kind}:${id}:${tx.now.getTime()}`,
  });
}
