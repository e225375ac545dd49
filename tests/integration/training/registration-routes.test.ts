import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { loader as answersPage, action as giveAnswers } from "#app/routes/learn/enrolment-answers";
import { action as handOver, loader as successorPage } from "#app/routes/learn/enrolment-successor";
import { action as transfer, loader as transferPage } from "#app/routes/learn/enrolment-transfer";
import { action as inviteAgain } from "#app/routes/manage/enrolment-invitation";
import { action as givePriority, loader as priorityPage } from "#app/routes/manage/enrolment-priority";
import { action as endPriority } from "#app/routes/manage/enrolment-priority-end";
import { loader as applicationsPage, action as decide } from "#app/routes/manage/event-applications";
import { loader as invitationsPage, action as invite } from "#app/routes/manage/event-invitations";
import { action as changeQuestion, loader as questionPage } from "#app/routes/manage/event-question";
import { action as removeQuestion } from "#app/routes/manage/event-question-removal";
import { action as addQuestion, loader as questionsPage } from "#app/routes/manage/event-questions";
import { action as removeQuota } from "#app/routes/manage/event-quota-removal";
import { loader as quotasPage, action as saveQuota } from "#app/routes/manage/event-quotas";
import { loader as registrationPage } from "#app/routes/manage/event-registration";
import { action as signUp, loader as trainingPage } from "#app/routes/public/training";
import { enrolmentPath } from "#app/training/enrolments/enrolment-links.server";
import { enrolmentAnswers, eventQuestions, eventQuotas } from "#db/schema/sign-up";
import { enrolments } from "#db/schema/training";
import { buildCourse, buildEnrolment, buildEvent, buildMember } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { refusal } from "#tests/support/refusal";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { owner } = await testDatabase();
const manager = await buildMember(owner, "training_manager");
const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const course = await buildCourse(owner);
const event = await buildEvent(owner, { courseId: course.id, startsOn: day(40), seats: 2, registration: "open" });
const asManager = (params: Record<string, string>, form?: Record<string, string>) =>
  routeArgs("/", { account: manager.account, params, ...(form && { form }) }) as Promise<never>;
const byLink = (enrolmentId: string, form?: Record<string, string>) =>
  routeArgs("/", {
    params: { token: enrolmentPath(enrolmentId).split("/").at(-1) ?? "" },
    ...(form && { form }),
  }) as Promise<never>;
const row = async (id: string) => (await owner.select().from(enrolments).where(eq(enrolments.id, id)))[0];
const own = { id: event.id };

describe("the manager's pages about who comes", () => {
  it("put somebody first in line, and back", async () => {
    const waiting = await buildEnrolment(owner, event.id);
    expect((await registrationPage(await asManager(own))).waiting.map(({ id }) => id)).toEqual([waiting.id]);
    expect((await priorityPage(await asManager({ id: waiting.id }))).name).toBe("Jonida Hoxha");
    expect(
      (await refusal(givePriority(await asManager({ id: waiting.id }, { reason: "" })))).errors.reason,
    ).toBeTruthy();
    await givePriority(await asManager({ id: waiting.id }, { reason: "e vetmja nga bashkia" }));
    expect(await row(waiting.id)).toMatchObject({ priority: 1, priorityReason: "e vetmja nga bashkia" });
    await endPriority(await asManager({ id: waiting.id }, {}));
    expect(await row(waiting.id)).toMatchObject({ priority: 0, priorityReason: null });
  });

  it("decide applications together", async () => {
    const one = await buildEnrolment(owner, event.id, { state: "applied" });
    expect((await applicationsPage(await asManager(own))).applications).toHaveLength(1);
    const none = await refusal(decide(await asManager(own, { decision: "decline" })));
    expect(Object.keys(none.errors)).toEqual(["enrolmentIds"]);
    await decide(await asManager(own, { enrolmentIds: one.id, decision: "decline", note: "jo këtë herë" }));
    expect(await row(one.id)).toMatchObject({ state: "declined", decisionNote: "jo këtë herë" });
  });

  it("invite by a list, with the lines that could not be read, and send again", async () => {
    const people = "Mira Kola, mira.kola@example.al\nnuk ka adresë";
    const wrong = await refusal(invite(await asManager(own, { people })));
    expect(wrong.errors.people?.[0]).toMatchObject({ key: "invitee_lines", values: { lines: 2 } });
    const nameless = await refusal(invite(await asManager(own, { people: "panjohur@example.al" })));
    expect(nameless.errors.people?.[0]?.key).toBe("invitee_name");
    expect(await statusOf(invite(await asManager(own, { people: people.split("\n")[0] ?? "" })))).toBe(303);
    const { invitations } = await invitationsPage(await asManager(own));
    expect(invitations.map(({ email, state }) => [email, state])).toEqual([["mira.kola@example.al", "invited"]]);
    expect(await statusOf(inviteAgain(await asManager({ id: invitations[0]?.id ?? "" }, {})))).toBe(303);
  });

  it("set quotas and take them away", async () => {
    await saveQuota(await asManager(own, { kind: "profession", name: "Polic", seats: "1" }));
    await saveQuota(await asManager(own, { kind: "profession", name: "polic", seats: "5" }));
    const { quotas } = await quotasPage(await asManager(own));
    expect(quotas).toMatchObject([{ name: "polic", seats: 5, taken: 0 }]);
    await removeQuota(await asManager({ ...own, quotaId: quotas[0]?.id ?? "" }, {}));
    expect(await owner.select().from(eventQuotas)).toEqual([]);
  });
});

it("asks a question, which the public form then wants answered, and the own place lets change", async () => {
  const question = { kind: "choice", labelSq: "Ushqimi?", labelEn: "Food?", required: "yes" };
  const few = await refusal(addQuestion(await asManager(own, { ...question, choicesSq: "mish", choicesEn: "meat" })));
  expect(few.errors.choicesSq?.[0]?.key).toBe("choices_two");
  const choices = { choicesSq: "mish\npa mish", choicesEn: "meat\nno meat" };
  await addQuestion(await asManager(own, { ...question, ...choices }));
  const [asked] = (await questionsPage(await asManager(own))).questions;
  const params = { ...own, questionId: asked?.id ?? "" };
  expect(await questionPage(await asManager(params))).toMatchObject({ labelSq: "Ushqimi?", answered: 0 });
  await changeQuestion(await asManager(params, { ...question, ...choices, labelSq: "Çfarë hani?" }));

  const slug = { slug: event.slug };
  expect((await trainingPage((await routeArgs("/", { params: slug })) as never)).questions[0]?.label).toBe(
    "Çfarë hani?",
  );
  const person = { givenName: "Ana", familyName: "Leka", email: "ana.leka@example.al", consent: "yes" };
  const post = async (form: Record<string, string>) => signUp((await routeArgs("/", { params: slug, form })) as never);
  const missing = await refusal(post(person));
  expect(missing.errors[`answer-${asked?.id}`]?.[0]?.key).toBe("required_choice");
  expect(missing.values).toMatchObject({ givenName: "Ana" });
  expect(await statusOf(post({ ...person, [`answer-${asked?.id}`]: "1" }))).toBe(303);
  const [given] = await owner.select().from(enrolmentAnswers);
  expect(given?.answer).toBe("1");

  const enrolmentId = given?.enrolmentId ?? "";
  expect((await answersPage(await byLink(enrolmentId))).answers).toEqual([{ questionId: asked?.id, answer: "1" }]);
  await giveAnswers(await byLink(enrolmentId, { [`answer-${asked?.id}`]: "0" }));
  expect((await owner.select().from(enrolmentAnswers))[0]?.answer).toBe("0");
  expect(await statusOf(removeQuestion(await asManager(params, {})))).toBe(303);
  expect(await owner.select().from(eventQuestions)).toHaveLength(1);
});

it("signs up whoever is signed in without typing anything again, and says where they are that day", async () => {
  const member = await buildMember(owner, "professional");
  const plain = await buildEvent(owner, { startsOn: day(41) });
  const same = await buildEvent(owner, { startsOn: day(41) });
  const post = async (slug: string, form: Record<string, string>) =>
    signUp((await routeArgs("/", { account: member.account, params: { slug }, form })) as never);
  const location = async (answer: unknown) => ((await answer) as Response).headers.get("Location");
  expect(await location(post(plain.slug, { consent: "yes" }))).toMatch(/^\/learn\/enrolments\//);
  const warned = await refusal(post(same.slug, { consent: "yes" }));
  expect(warned.errors.anyway?.[0]?.key).toBe("same_day");
  expect(await location(post(same.slug, { consent: "yes", anyway: "yes" }))).toMatch(/^\/learn\/enrolments\//);
});

it("moves a seat to another date, or hands it over, by the link", async () => {
  const there = await buildEvent(owner, { courseId: course.id, startsOn: day(50), seats: 1 });
  const here = await buildEvent(owner, { courseId: course.id, startsOn: day(45), seats: 2 });
  const [one, two] = [
    await buildEnrolment(owner, here.id, { seat: 1 }),
    await buildEnrolment(owner, here.id, { seat: 2 }),
  ];
  const { others } = await transferPage(await byLink(one.id));
  expect(others.map(({ id }) => id)).toContain(there.id);
  expect(await statusOf(transfer(await byLink(one.id, { eventId: there.id })))).toBe(303);
  const full = await refusal(transfer(await byLink(two.id, { eventId: there.id })));
  expect(full.errors.eventId?.[0]?.key).toBe("other_full");
  expect((await successorPage(await byLink(two.id))).title).toBeTruthy();
  const next = { givenName: "Era", familyName: "Doda", email: "era.doda@example.al" };
  expect(await statusOf(handOver(await byLink(two.id, next)))).toBe(303);
  expect(await row(two.id)).toMatchObject({ state: "cancelled" });
});
