import { and, asc, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { formatter } from "#app/i18n/format";
import { daysInWords } from "#app/training/events/event-words";
import { people } from "#db/schema/accounts";
import { courses, enrolments, events } from "#db/schema/training";
import { badgesPerFile } from "./badge-sheet";
import { badgeOf } from "./badges.server";
import type { BadgeSheets } from "./badges-pdf.server";

/**
 * The name badges of everybody with a seat, by family name, a part of `badgesPerFile` people from 1 on; a part behind the
 * last is empty. Whoever prints them holds what opens the door, so it stands in the log. 404 for an unknown event.
 */
export async function printBadges(
  context: Context<TrainingManager>,
  { eventId, part }: { eventId: string; part: number },
): Promise<BadgeSheets & { slug: string }> {
  return inTransaction(context, async (tx) => {
    const [event] = await tx.db
      .select({
        slug: events.slug,
        titleSq: courses.titleSq,
        startsOn: events.startsOn,
        endsOn: events.endsOn,
        place: events.place,
      })
      .from(events)
      .innerJoin(courses, eq(courses.id, events.courseId))
      .where(eq(events.id, eventId));
    if (!event) throw notFound();
    const rows = await tx.db
      .select({
        id: enrolments.id,
        badgeVersion: enrolments.badgeVersion,
        givenName: people.givenName,
        familyName: people.familyName,
        institution: people.institution,
      })
      .from(enrolments)
      .innerJoin(people, eq(people.id, enrolments.personId))
      .where(and(eq(enrolments.eventId, eventId), eq(enrolments.state, "admitted")))
      .orderBy(asc(people.familyName), asc(people.givenName), asc(enrolments.id))
      .limit(badgesPerFile)
      .offset((part - 1) * badgesPerFile);
    const count = rows.length;
    await recordAudit(tx, { action: "print-badges", subjectKind: "event", subjectId: eventId, count });
    return {
      slug: event.slug,
      titleSq: event.titleSq,
      when: [daysInWords(event, formatter("sq")), event.place].filter(Boolean).join(" · "),
      badges: rows.map(({ id, badgeVersion, ...person }) => ({ ...person, badge: badgeOf({ id, badgeVersion }) })),
      printedAt: tx.now,
    };
  });
}
