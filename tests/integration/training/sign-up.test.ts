import { asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { contextFor, type EnrolmentHolder } from "#app/context.server";
import { acceptSeat } from "#app/training/enrolments/accept-seat.server";
import { admitPerson } from "#app/training/enrolments/admit-person.server";
import { cancelEnrolment } from "#app/training/enrolments/cancel-enrolment.server";
import { ownPlace } from "#app/training/enrolments/own-place-queries.server";
import { quotasInUse } from "#app/training/enrolments/registration-queries.server";
import { removeQuota } from "#app/training/enrolments/remove-quota.server";
import { saveQuota } from "#app/training/enrolments/save-quota.server";
import { signUpForEvent } from "#app/training/enrolments/sign-up-for-event.server";
import { answersForManager, questionsOf } from "#app/training/questions/queries.server";
import { removeQuestion } from "#app/training/questions/remove-question.server";
import { saveQuestion } from "#app/training/questions/save-question.server";
import { outboxMessages } from "#db/schema/messages";
import { certificates, coursePrerequisites, enrolments } from "#db/schema/training";
import { buildCourse, buildEnrolment, buildEvent, buildMember, buildPerson, memberOf } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";

const { app, owner } = await testDatabase();
const now = new Date("2027-01-05T08:00:00Z");
const manager = await buildMember(owner, "training_manager");
const asManager = contextFor(manager.actor, now, app);
const asAnyone = contextFor({ kind: "anyone" }, now, app);
const holder = (enrolmentId: string) => contextFor<EnrolmentHolder>({ kind: "enrolment", enrolmentId }, now, app);

let last = 0;
const somebody = (more: { profession?: string; institution?: string } = {}) => {
  last += 1;
  return { givenName: "Arta", familyName: `Kuota${last}`, email: `kuota.${last}@example.al`, ...more };
};
const rowsOf = (eventId: string) =>
  owner.select().from(enrolments).where(eq(enrolments.eventId, eventId)).orderBy(asc(enrolments.id));
const told = async (personId = "") =>
  (await owner.select().from(outboxMessages).where(eq(outboxMessages.recipientId, personId))).map(({ kind }) => kind);

describe("quotas", () => {
  const police = { kind: "profession" as const, name: "Polic", seats: 3 };

  it("hold when sixty sign up at once, and leave the other seats to the others", async () => {
    const event = await buildEvent(owner, { seats: 10 });
    await saveQuota(asManager, { eventId: event.id, ...police });
    const who = (place: number) => somebody({ profession: place % 2 === 0 ? "POLIC" : "juriste" });
    await Promise.all(
      Array.from({ length: 60 }, (_, place) => signUpForEvent(asAnyone, { slug: event.slug, person: who(place) })),
    );
    const rows = await rowsOf(event.id);
    expect(rows.flatMap(({ seat }) => seat ?? []).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await quotasInUse(asManager, event.id)).toMatchObject([{ name: "Polic", seats: 3, taken: 3 }]);
  });

  it("are explained to whoever waits, passed over in the queue, and offered when raised or removed", async () => {
    const event = await buildEvent(owner, { seats: 5 });
    const { id: eventId, slug } = event;
    await saveQuota(asManager, { eventId, ...police, seats: 1 });
    const first = await signUpForEvent(asAnyone, { slug, person: somebody({ profession: "polic" }) });
    const second = await signUpForEvent(asAnyone, { slug, person: somebody({ profession: "Polic" }) });
    const third = await signUpForEvent(asAnyone, { slug, person: somebody({ profession: "polic" }) });
    expect([first, second, third]).toMatchObject([{ state: "admitted" }, { state: "waiting" }, { state: "waiting" }]);
    if (!second.ok || !third.ok) throw new Error("not signed up");
    expect(await ownPlace(holder(second.enrolmentId), "sq", second.enrolmentId)).toMatchObject({
      groupFull: "Polic",
      seatFree: false,
    });
    expect(await acceptSeat(holder(second.enrolmentId), { enrolmentId: second.enrolmentId })).toEqual({
      ok: false,
      reason: "seat_gone",
    });
    const known = await buildPerson(owner, { profession: "polic" });
    expect(await admitPerson(asManager, { eventId, personId: known.id })).toEqual({ ok: false, reason: "quota_full" });
    expect(await admitPerson(asManager, { eventId, personId: known.id, walkIn: true })).toMatchObject({ ok: true });
    expect(await saveQuota(asManager, { eventId, ...police, seats: 3 })).toEqual({ ok: true, offered: 1 });
    const [quota] = await quotasInUse(asManager, eventId);
    expect(await removeQuota(asManager, { eventId, quotaId: quota?.id ?? "" })).toEqual({ ok: true, offered: 1 });
    await expect(removeQuota(asManager, { eventId, quotaId: quota?.id ?? "" })).rejects.toMatchObject({ status: 404 });
  });
});

describe("what an event asks", () => {
  const food = {
    kind: "choice" as const,
    labelSq: "Ushqimi?",
    labelEn: "Food?",
    choicesSq: ["mish", "pa mish"],
    choicesEn: ["meat", "no meat"],
    required: true,
  };

  it("is answered at sign-up, known to the manager, and kept from changing its meaning", async () => {
    const { id: eventId, slug } = await buildEvent(owner, {});
    await saveQuestion(asManager, { eventId, ...food });
    const [question] = await questionsOf(asManager, "en", eventId);
    const questionId = question?.id ?? "";
    expect(question).toMatchObject({ label: "Food?", choices: ["meat", "no meat"] });
    const person = somebody();
    await signUpForEvent(asAnyone, { slug, person, answers: [{ questionId, answer: "1" }] });
    expect(await answersForManager(asManager, eventId)).toMatchObject([
      { familyName: person.familyName, answers: [{ questionId, answer: "1" }] },
    ]);
    const reworded = { ...food, labelEn: "What do you eat?" };
    expect(await saveQuestion(asManager, { eventId, questionId, ...reworded })).toEqual({ ok: true });
    const more = { ...food, choicesSq: ["a", "b", "c"], choicesEn: ["a", "b", "c"] };
    expect(await saveQuestion(asManager, { eventId, questionId, ...more })).toMatchObject({
      reason: "question_answered",
    });
    expect(await removeQuestion(asManager, { eventId, questionId })).toMatchObject({ reason: "question_answered" });
    const other = await buildEvent(owner, {});
    await expect(removeQuestion(asManager, { eventId: other.id, questionId })).rejects.toMatchObject({ status: 404 });
  });
});

describe("courses wanted before", () => {
  it("are named at once to whoever is signed in, and to a guest by mail only", async () => {
    const needed = await buildCourse(owner, { titleSq: "Bazat", titleEn: "Basics" });
    const course = await buildCourse(owner);
    await owner.insert(coursePrerequisites).values({ courseId: course.id, neededId: needed.id });
    const event = await buildEvent(owner, { courseId: course.id });
    const member = await buildMember(owner, "professional");
    const asMember = contextFor(memberOf(member.account, "professional"), now, app);
    expect(await signUpForEvent(asMember, { slug: event.slug })).toEqual({ ok: false, reason: "needs_course" });
    const guest = await signUpForEvent(asAnyone, { slug: event.slug, person: somebody() });
    if (!guest.ok) throw new Error(guest.reason);
    expect(guest.state).toBe("declined");
    const place = await ownPlace(holder(guest.enrolmentId), "en", guest.enrolmentId);
    expect(place.needs.map(({ title }) => title)).toEqual(["Basics"]);
    const [row] = await rowsOf(event.id);
    expect(await told(row?.personId)).toEqual(["enrolment_needs_course"]);
    const before = await buildEvent(owner, { courseId: needed.id, startsOn: "2026-10-12", state: "held" });
    await owner.insert(certificates).values({
      eventId: before.id,
      personId: member.account.personId,
      year: 2026,
      serial: 901,
      code: "ACDEFGHJKMNP",
      statement: { givenName: "Arta" } as never,
      issuedAt: now,
    });
    expect(await signUpForEvent(asMember, { slug: event.slug })).toMatchObject({ ok: true, state: "admitted" });
  });
});

describe("two trainings on one day", () => {
  it("are said to whoever is signed in, who may go on", async () => {
    const member = await buildMember(owner, "professional");
    const asMember = contextFor(memberOf(member.account, "professional"), now, app);
    const [one, two, third] = [
      await buildEvent(owner, {}),
      await buildEvent(owner, {}),
      await buildEvent(owner, { startsOn: "2027-01-20" }),
    ];
    expect(await signUpForEvent(asMember, { slug: one.slug })).toMatchObject({ ok: true });
    expect(await signUpForEvent(asMember, { slug: two.slug })).toEqual({ ok: false, reason: "same_day" });
    expect(await signUpForEvent(asMember, { slug: third.slug })).toMatchObject({ ok: true });
    const gone = await signUpForEvent(asMember, { slug: two.slug, anyway: true });
    if (!gone.ok) throw new Error(gone.reason);
    const place = await ownPlace(holder(gone.enrolmentId), "sq", gone.enrolmentId);
    expect(place.sameDay.map(({ slug }) => slug)).toEqual([one.slug]);
    const [row] = await rowsOf(one.id);
    await cancelEnrolment(asManager, { enrolmentId: row?.id ?? "" });
    expect((await ownPlace(holder(gone.enrolmentId), "sq", gone.enrolmentId)).sameDay).toEqual([]);
  });
});

it("counts somebody in a quota by the institution, with ë and ç or without", async () => {
  const event = await buildEvent(owner, { seats: 3 });
  await saveQuota(asManager, { eventId: event.id, kind: "institution", name: "Bashkia Shkodër", seats: 1 });
  await buildEnrolment(owner, event.id, { seat: 1, person: { institution: "BASHKIA SHKODER" } });
  const late = await signUpForEvent(asAnyone, {
    slug: event.slug,
    person: somebody({ institution: "bashkia  Shkodër" }),
  });
  expect(late).toMatchObject({ ok: true, state: "waiting" });
});
