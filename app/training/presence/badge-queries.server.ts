import { and, eq } from "drizzle-orm";
import { type Context, type Member, notFound } from "#app/context.server";
import { courses, enrolments, events } from "#db/schema/training";
import { badgeOf } from "./badges.server";

/** The badge of one's own enrolment, none without a seat; throws the 404 for somebody else's. */
export async function ownBadge(context: Context<Member>, enrolmentId: string) {
  const [row] = await context.db
    .select({
      id: enrolments.id,
      badgeVersion: enrolments.badgeVersion,
      state: enrolments.state,
      slug: events.slug,
      startsOn: events.startsOn,
      place: events.place,
      courseSq: courses.titleSq,
      courseEn: courses.titleEn,
    })
    .from(enrolments)
    .innerJoin(events, eq(events.id, enrolments.eventId))
    .innerJoin(courses, eq(courses.id, events.courseId))
    .where(and(eq(enrolments.id, enrolmentId), eq(enrolments.personId, context.actor.personId)));
  if (!row) throw notFound();
  const { badgeVersion: _, ...shown } = row;
  return { ...shown, badge: row.state === "admitted" ? badgeOf(row) : null };
}
