import { and, eq } from "drizzle-orm";
import { type Context, type EnrolmentHolder, type Member, notFound } from "#app/context.server";
import { type LockedEvent, lockEvent } from "#app/training/events/lock-event.server";
import { enrolments } from "#db/schema/training";

/** Somebody about their own place: signed in, or with the link that came by mail. */
export type Enrolled = EnrolmentHolder | Member<"professional">;

/** The condition that an enrolment is the actor's own. */
export function isOwn({ actor }: Context<Enrolled>) {
  return actor.kind === "enrolment" ? eq(enrolments.id, actor.enrolmentId) : eq(enrolments.personId, actor.personId);
}

/** Locks the event of one's own enrolment, then reads the enrolment as it is now; throws the 404 for anybody else's. */
export async function lockOwnEnrolment(
  tx: Context<Enrolled>,
  enrolmentId: string,
): Promise<{ event: LockedEvent; own: typeof enrolments.$inferSelect }> {
  const where = and(eq(enrolments.id, enrolmentId), isOwn(tx));
  const [found] = await tx.db.select({ eventId: enrolments.eventId }).from(enrolments).where(where);
  if (!found) throw notFound();
  const event = await lockEvent(tx, { id: found.eventId });
  const [own] = await tx.db.select().from(enrolments).where(where);
  if (!own) throw notFound();
  return { event, own };
}
