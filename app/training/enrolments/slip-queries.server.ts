import { eq } from "drizzle-orm";
import { type Context, notFound, type TrainingManager } from "#app/context.server";
import { courses, events } from "#db/schema/training";
import { peopleWithoutAccess } from "./make-claim-codes.server";

/** An event and how many of its people could not sign in by themselves; throws the 404. */
export async function eventForSlips(context: Context<TrainingManager>, eventId: string) {
  const [event] = await context.db
    .select({ id: events.id, courseSq: courses.titleSq, courseEn: courses.titleEn })
    .from(events)
    .innerJoin(courses, eq(courses.id, events.courseId))
    .where(eq(events.id, eventId));
  if (!event) throw notFound();
  return { ...event, withoutAccess: (await peopleWithoutAccess(context, eventId)).length };
}
