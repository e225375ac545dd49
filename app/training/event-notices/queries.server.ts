import { and, count, desc, eq, inArray, sql } from "drizzle-orm";
import { type Context, notFound, type TrainingManager } from "#app/context.server";
import { people } from "#db/schema/accounts";
import { eventNotices } from "#db/schema/event-notices";
import { outboxMessages } from "#db/schema/messages";
import { enrolments, eventTrainers } from "#db/schema/training";
import type { EnrolmentState, Locale, MessageState, RecipientKind } from "#db/vocabulary";
import { noticeStates } from "./forms";

/** How many people stand in each state of an event, and how many of them have a mail address; its trainers besides. */
export async function peopleToTell(context: Context<TrainingManager>, eventId: string) {
  const rows = await context.db
    .select({ state: enrolments.state, people: count(), reachable: count(people.email) })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(eq(enrolments.eventId, eventId))
    .groupBy(enrolments.state);
  const trainers = await context.db.$count(eventTrainers, eq(eventTrainers.eventId, eventId));
  const none = { people: 0, reachable: 0 };
  return {
    states: noticeStates.map((state) => ({ ...none, ...rows.find((row) => row.state === state), state })),
    trainers,
  };
}

/** What was written to people of an event, the latest first. */
export async function noticesOfEvent(context: Context<TrainingManager>, locale: Locale, eventId: string) {
  return context.db
    .select({
      id: eventNotices.id,
      subject: locale === "sq" ? eventNotices.subjectSq : eventNotices.subjectEn,
      recipients: eventNotices.recipients,
      createdAt: eventNotices.createdAt,
    })
    .from(eventNotices)
    .where(eq(eventNotices.eventId, eventId))
    .orderBy(desc(eventNotices.createdAt));
}

/** One notice with what became of its mails; throws the 404 for one of another event. */
export async function noticeForManager(context: Context<TrainingManager>, eventId: string, noticeId: string) {
  const [notice] = await context.db
    .select({
      id: eventNotices.id,
      subjectSq: eventNotices.subjectSq,
      subjectEn: eventNotices.subjectEn,
      bodySq: eventNotices.bodySq,
      bodyEn: eventNotices.bodyEn,
      states: eventNotices.states,
      recipients: eventNotices.recipients,
      createdAt: eventNotices.createdAt,
      author: sql<string | null>`(select p.given_name || ' ' || p.family_name
        from accounts a join people p on p.id = a.person_id where a.id = ${eventNotices.createdBy})`,
    })
    .from(eventNotices)
    .where(and(eq(eventNotices.id, noticeId), eq(eventNotices.eventId, eventId)));
  if (!notice) throw notFound();
  const rows = await context.db
    .select({
      state: outboxMessages.state,
      mails: count(),
      untouched: sql<number>`(count(*) filter (
      where ${outboxMessages.attempts} = 0 and ${outboxMessages.state} = 'waiting'))::int`,
    })
    .from(outboxMessages)
    .where(and(eq(outboxMessages.subjectId, noticeId), eq(outboxMessages.kind, "event_notice")))
    .groupBy(outboxMessages.state);
  const mails: Partial<Record<MessageState, number>> = {};
  for (const row of rows) mails[row.state] = row.mails;
  return { ...notice, mails, untouched: rows.reduce((sum, row) => sum + row.untouched, 0) };
}

interface Reader {
  kind: RecipientKind;
  id: string;
}

/** What a reader of a notice is told, or null for somebody who has declined or withdrawn since it was written. */
export async function noticeFor(context: Context, noticeId: string | null, locale: Locale, reader: Reader) {
  if (!noticeId) return null;
  const [notice] = await context.db
    .select({
      eventId: eventNotices.eventId,
      subject: locale === "sq" ? eventNotices.subjectSq : eventNotices.subjectEn,
      body: locale === "sq" ? eventNotices.bodySq : eventNotices.bodyEn,
    })
    .from(eventNotices)
    .where(eq(eventNotices.id, noticeId));
  if (!notice) return null;
  const { eventId, ...text } = notice;
  if (reader.kind === "account") return text;
  const states: EnrolmentState[] = [...noticeStates];
  const there = await context.db.$count(
    enrolments,
    and(eq(enrolments.eventId, eventId), eq(enrolments.personId, reader.id), inArray(enrolments.state, states)),
  );
  return there > 0 ? text : null;
}
