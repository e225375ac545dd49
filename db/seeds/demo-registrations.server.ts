import { randomUUID } from "node:crypto";
import { and, asc, eq, isNotNull, isNull } from "drizzle-orm";
import { contextFor, type TrainingManager } from "#app/context.server";
import { acceptSeat } from "#app/training/enrolments/accept-seat.server";
import { cancelEnrolment } from "#app/training/enrolments/cancel-enrolment.server";
import { changePriority } from "#app/training/enrolments/change-priority.server";
import { invitePeople } from "#app/training/enrolments/invite-people.server";
import { saveQuota } from "#app/training/enrolments/save-quota.server";
import { signUpForEvent } from "#app/training/enrolments/sign-up-for-event.server";
import { sendNotice } from "#app/training/event-notices/send-notice.server";
import { moveEvent } from "#app/training/events/move-event.server";
import { changeAnswers } from "#app/training/questions/change-answers.server";
import { saveQuestion } from "#app/training/questions/save-question.server";
import { people } from "../schema/accounts";
import { eventQuestions } from "../schema/sign-up";
import { enrolments, events } from "../schema/training";
import type { EnrolmentState } from "../vocabulary";
import { memberOf } from "./build.server";
import { demoAccounts } from "./demo-accounts";
import { mailOf } from "./demo-names";
import { answersInWords, applicantsWork, noticeWords, priorityReason, questionWords } from "./demo-registration-words";
import { before, type DemoRun, type DemoStaff, expectOk, workingDayFrom } from "./demo-run";
import type { DemoTraining } from "./demo-training.server";

/** What happens between sign-up and first session, once each, in the events that come. */
export async function loadRegistrations(run: DemoRun, staff: DemoStaff, { coming }: DemoTraining): Promise<void> {
  const manager = memberOf(staff.training_manager, "training_manager");
  const eventIn = (place: string) => coming.get(place) ?? "";
  await askAndAnswer(run, manager, eventIn("Kukës"));
  await writeToSeated(run, manager, eventIn("Kukës"));
  await fillAndWait(run, manager, eventIn(""));
  await invite(run, manager, eventIn("Gjirokastër"));
  await limitGroups(run, manager, eventIn("Shkodër"));
  await moveOnce(run, manager, eventIn("Shkodër"));
  await applyFor(run, eventIn("Tiranë"));
}

/** Questions at sign-up; most have answered them. */
async function askAndAnswer(run: DemoRun, manager: TrainingManager, eventId: string): Promise<void> {
  for (const question of questionWords)
    expectOk(await saveQuestion(contextFor(manager, before(run.now, 20), run.db), { eventId, ...question }));
  const asked = await run.db
    .select({ id: eventQuestions.id })
    .from(eventQuestions)
    .where(eq(eventQuestions.eventId, eventId))
    .orderBy(asc(eventQuestions.position));
  const [night, lunch, wish] = asked.map(({ id }) => id);
  for (const [place, enrolmentId] of (await enrolledIn(run, eventId, "admitted")).slice(0, 11).entries()) {
    const inWords = answersInWords[place - 1];
    const answers = [
      { questionId: night ?? "", answer: place % 3 === 0 ? "yes" : "no" },
      { questionId: lunch ?? "", answer: String(place % 4 === 1 ? 1 : 0) },
      ...(inWords ? [{ questionId: wish ?? "", answer: inWords }] : []),
    ];
    expectOk(await changeAnswers(holderOf(run, enrolmentId, before(run.now, 1, place)), { enrolmentId, answers }));
  }
}

async function writeToSeated(run: DemoRun, manager: TrainingManager, eventId: string): Promise<void> {
  const notice = { noticeId: randomUUID(), ...noticeWords, states: ["admitted" as const], trainers: true };
  expectOk(await sendNotice(contextFor(manager, before(run.now, 0, 300), run.db), { eventId, ...notice }));
}

/** A full event: somebody gives a seat up, which is kept for the first in line; the last comes before all for a reason. */
async function fillAndWait(run: DemoRun, manager: TrainingManager, eventId: string): Promise<void> {
  const enrolmentId = (await enrolledIn(run, eventId, "admitted")).at(11) ?? "";
  expectOk(await cancelEnrolment(holderOf(run, enrolmentId, before(run.now, 0, 180)), { enrolmentId }));
  const last = (await enrolledIn(run, eventId, "waiting")).at(-1) ?? "";
  const later = contextFor(manager, before(run.now, 0, 120), run.db);
  expectOk(await changePriority(later, { enrolmentId: last, reason: priorityReason }));
}

/** Five invitations: one said yes, one no, three are open, one of them to the demo's professional. */
async function invite(run: DemoRun, manager: TrainingManager, eventId: string): Promise<void> {
  const own = demoAccounts.find(({ role }) => role === "professional")?.email ?? "";
  const invented = Array.from({ length: 4 }, () => {
    const { givenName, familyName } = run.invent();
    return { email: mailOf({ givenName, familyName }), name: { givenName, familyName } };
  });
  const invitees = [...invented, { email: own, name: null }];
  expectOk(await invitePeople(contextFor(manager, before(run.now, 4), run.db), { eventId, invitees }));
  const [yes = "", no = ""] = await enrolledIn(run, eventId, "invited");
  expectOk(await acceptSeat(holderOf(run, yes, before(run.now, 3)), { enrolmentId: yes }));
  expectOk(await cancelEnrolment(holderOf(run, no, before(run.now, 2)), { enrolmentId: no }));
}

async function limitGroups(run: DemoRun, manager: TrainingManager, eventId: string): Promise<void> {
  const context = contextFor(manager, before(run.now, 9), run.db);
  expectOk(await saveQuota(context, { eventId, kind: "institution", name: "Bashkia Shkodër", seats: 6 }));
  expectOk(await saveQuota(context, { eventId, kind: "profession", name: "punonjëse sociale", seats: 4 }));
}

/** Put off by some days; everybody in it was told. */
async function moveOnce(run: DemoRun, manager: TrainingManager, eventId: string): Promise<void> {
  const day = workingDayFrom(run.now, 28);
  expectOk(await moveEvent(contextFor(manager, before(run.now, 4), run.db), { eventId, day }));
}

/** Four ask for a seat where the manager decides; the last stands in the records already, without a mail address. */
async function applyFor(run: DemoRun, eventId: string): Promise<void> {
  const [event] = await run.db.select({ slug: events.slug }).from(events).where(eq(events.id, eventId));
  const [known] = await run.db
    .select({
      givenName: people.givenName,
      familyName: people.familyName,
      institution: people.institution,
      profession: people.profession,
    })
    .from(people)
    .where(and(eq(people.demo, "demo"), isNull(people.email), isNotNull(people.institution)))
    .orderBy(asc(people.foldedName))
    .limit(1);
  const invented = applicantsWork.map((work) => ({ ...run.invent("woman"), ...work }));
  for (const [place, person] of [...invented, ...(known ? [known] : [])].entries()) {
    const { givenName, familyName, institution, profession } = person;
    const guest = { givenName, familyName, institution, profession, email: mailOf({ givenName, familyName }) };
    const context = contextFor({ kind: "anyone" }, before(run.now, 3 - place * 0.6), run.db);
    expectOk(await signUpForEvent(context, { slug: event?.slug ?? "", person: guest }));
  }
}

/** Whoever follows the link in the mail about the own place. */
function holderOf(run: DemoRun, enrolmentId: string, at: Date) {
  return contextFor({ kind: "enrolment" as const, enrolmentId }, at, run.db);
}

/** Ids of enrolments in one state, by seat, then in the order in which people came. */
async function enrolledIn(run: DemoRun, eventId: string, state: EnrolmentState): Promise<string[]> {
  const rows = await run.db
    .select({ id: enrolments.id })
    .from(enrolments)
    .where(and(eq(enrolments.eventId, eventId), eq(enrolments.state, state)))
    .orderBy(asc(enrolments.seat), asc(enrolments.queuedAt), asc(enrolments.id));
  return rows.map(({ id }) => id);
}
