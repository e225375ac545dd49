import { asc, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type TrainingManager } from "#app/context.server";
import { planSittings } from "#app/training/sittings/plan-sittings.server";
import { beginningOn, sittingsRefusal } from "#app/training/sittings/rules";
import { eventQuestions, eventQuotas } from "#db/schema/sign-up";
import { courses, eventPartners, events, eventTrainers, sittings } from "#db/schema/training";
import { mostCopies } from "./forms";
import { writeHolders } from "./holders.server";
import { lockEvent } from "./lock-event.server";
import { areTrainers } from "./queries.server";
import { slugOf } from "./rules";
import { freeSlug } from "./slugs.server";

export type CopyEventResult =
  | { ok: true; eventIds: string[] }
  | { ok: false; reason: "no_sittings" | "too_many_copies" | "clock_changes" };

/**
 * Plans an event again on each of these first days, with the same times, place, trainers, partners, seats, quotas and
 * questions, and nobody in it. Each stays tentative until it is confirmed; trainers who are no longer active are left out.
 */
export async function copyEvent(
  context: Context<TrainingManager>,
  { eventId, days }: { eventId: string; days: readonly string[] },
): Promise<CopyEventResult> {
  const wanted = [...new Set(days)].sort();
  if (wanted.length > mostCopies) return { ok: false, reason: "too_many_copies" };
  return inTransaction(context, async (tx) => {
    await lockEvent(tx, { id: eventId });
    const model = await modelOf(tx, eventId);
    if (model.sittings.length === 0) return { ok: false, reason: "no_sittings" };
    if (wanted.some((day) => sittingsRefusal(beginningOn(model.sittings, day))))
      return { ok: false, reason: "clock_changes" };
    const eventIds: string[] = [];
    for (const day of wanted) {
      const copyId = await writeCopy(tx, model, day);
      await recordAudit(tx, { action: "copy-event", subjectKind: "event", subjectId: copyId });
      eventIds.push(copyId);
    }
    return { ok: true, eventIds };
  });
}

type Model = Awaited<ReturnType<typeof modelOf>>;

async function modelOf(tx: Context, eventId: string) {
  const [event] = await tx.db
    .select({
      courseId: events.courseId,
      kind: events.kind,
      regionIso: events.regionIso,
      municipalityCode: events.municipalityCode,
      place: events.place,
      venue: events.venue,
      mapLink: events.mapLink,
      onlineLink: events.onlineLink,
      seats: events.seats,
      registration: events.registration,
      projectId: events.projectId,
      budgetLine: events.budgetLine,
      doorNames: events.doorNames,
      reminders: events.reminders,
      demo: events.demo,
    })
    .from(events)
    .where(eq(events.id, eventId));
  const [course] = await tx.db
    .select({ titleSq: courses.titleSq })
    .from(courses)
    .where(eq(courses.id, event?.courseId ?? ""));
  if (!event || !course) throw new Error("the event is locked, and yet not there");
  const trainers = await tx.db.select().from(eventTrainers).where(eq(eventTrainers.eventId, eventId));
  const partners = await tx.db.select().from(eventPartners).where(eq(eventPartners.eventId, eventId));
  const active: string[] = [];
  for (const { accountId } of trainers) if (await areTrainers(tx, [accountId])) active.push(accountId);
  return {
    event,
    titleSq: course.titleSq,
    trainerIds: active,
    partnerIds: partners.map(({ organisationId }) => organisationId),
    sittings: await tx.db
      .select({
        startsAt: sittings.startsAt,
        endsAt: sittings.endsAt,
        titleSq: sittings.titleSq,
        titleEn: sittings.titleEn,
      })
      .from(sittings)
      .where(eq(sittings.eventId, eventId))
      .orderBy(asc(sittings.position)),
    quotas: await tx.db.select().from(eventQuotas).where(eq(eventQuotas.eventId, eventId)),
    questions: await tx.db.select().from(eventQuestions).where(eq(eventQuestions.eventId, eventId)),
  };
}

async function writeCopy(tx: Context, model: Model, day: string): Promise<string> {
  const slug = await freeSlug(tx, "events", slugOf(model.titleSq.slice(0, 50), model.event.place));
  const [copy] = await tx.db
    .insert(events)
    .values({ ...model.event, slug, createdAt: tx.now })
    .returning({ id: events.id });
  if (!copy) throw new Error("the copy was not written");
  const eventId = copy.id;
  await planSittings(tx, eventId, beginningOn(model.sittings, day));
  await writeHolders(tx, eventId, model);
  const quotas = model.quotas.map(({ id: _, ...quota }) => ({ ...quota, eventId }));
  const questions = model.questions.map(({ id: _, ...question }) => ({ ...question, eventId }));
  if (quotas.length > 0) await tx.db.insert(eventQuotas).values(quotas);
  if (questions.length > 0) await tx.db.insert(eventQuestions).values(questions);
  return eventId;
}
