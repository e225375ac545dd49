import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { contextFor } from "#app/context.server";
import { renderMessage } from "#app/notifications/render-message.server";
import { sendMessages } from "#app/notifications/send-messages.server";
import { deliveriesOfEvent } from "#app/training/calendar/delivery-queries.server";
import { cancelEnrolment } from "#app/training/enrolments/cancel-enrolment.server";
import type { NoticeInput } from "#app/training/event-notices/forms";
import { noticeForManager, noticesOfEvent, peopleToTell } from "#app/training/event-notices/queries.server";
import { sendNotice } from "#app/training/event-notices/send-notice.server";
import { withdrawNotice } from "#app/training/event-notices/withdraw-notice.server";
import { auditEvents } from "#db/schema/audit";
import { eventNotices } from "#db/schema/event-notices";
import { outboxMessages } from "#db/schema/messages";
import { buildAccount, buildEnrolment, buildEvent, buildMember } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";

const { app, owner } = await testDatabase();
const now = new Date("2026-11-20T10:00:00Z");
const manager = await buildMember(owner, "training_manager");
const trainer = await buildMember(owner, "trainer");
const at = (minutes: number) => contextFor(manager.actor, new Date(now.getTime() + minutes * 60_000), app);
const context = at(0);
const system = (minutes: number) => contextFor({ kind: "system" }, at(minutes).now, app);
const nobody = "019aaaaa-0000-7000-8000-000000000000";
let people = 0;
const withMail = () => ({ email: `person${++people}.n@example.al` });

const input = (more: Partial<NoticeInput> = {}): NoticeInput => ({
  noticeId: randomUUID(),
  subjectSq: "Salla ndryshon",
  bodySq: "Takohemi te biblioteka.\n\nEjani në kohë.",
  subjectEn: "Another hall",
  bodyEn: "We meet in the library.",
  states: ["admitted"],
  trainers: false,
  ...more,
});

async function roster() {
  const event = await buildEvent(owner, { trainerIds: [trainer.account.id], seats: 9 });
  const seated = await buildEnrolment(owner, event.id, { seat: 1, person: withMail() });
  const waiting = await buildEnrolment(owner, event.id, { state: "waiting", person: withMail() });
  await buildEnrolment(owner, event.id, { seat: 2 });
  await buildEnrolment(owner, event.id, { state: "cancelled", person: withMail() });
  return { event, seated, waiting };
}

const mailsOf = (noticeId: string) =>
  owner
    .select()
    .from(outboxMessages)
    .where(eq(outboxMessages.subjectId, noticeId))
    .orderBy(asc(outboxMessages.createdAt));

describe("a notice", () => {
  it("goes to the chosen part of the roster, each person once, in words of their language", async () => {
    const { event, seated, waiting } = await roster();
    const english = await buildAccount(owner, { account: { locale: "en" } });
    await buildEnrolment(owner, event.id, { seat: 3, personId: english.personId });
    const notice = input();
    const sent = await sendNotice(context, { ...notice, eventId: event.id });
    const mails = await mailsOf(notice.noticeId);
    expect(sent).toEqual({ ok: true, recipients: mails.length });
    const readers = mails.map(({ recipientId }) => recipientId);
    expect(readers).toContain(seated.personId);
    expect(readers).not.toContain(waiting.personId);
    expect(readers).not.toContain(trainer.account.id);
    const mailTo = async (personId: string) =>
      renderMessage(system(6), mails.find(({ recipientId }) => recipientId === personId)?.id ?? nobody);
    const albanian = await mailTo(seated.personId);
    expect(albanian).toMatchObject({ subject: "Salla ndryshon", calendar: [] });
    expect(albanian?.text).toContain("Takohemi te biblioteka.\n\nEjani në kohë.");
    expect(albanian?.text).toContain(`/trainings/${event.slug}`);
    expect(await mailTo(english.personId)).toMatchObject({ subject: "Another hall" });
    const audit = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, event.id));
    expect(audit.map(({ action, count }) => [action, count])).toEqual([["send-notice", mails.length]]);
  });

  it("is one notice, however often it is sent with the same id; never one of another event", async () => {
    const { event } = await roster();
    const other = await roster();
    const notice = input({ states: ["admitted", "waiting"], trainers: true });
    const results = await Promise.all([0, 1, 2].map(() => sendNotice(context, { ...notice, eventId: event.id })));
    expect(results).toEqual(Array(3).fill({ ok: true, recipients: 3 }));
    expect(await mailsOf(notice.noticeId)).toHaveLength(3);
    expect((await noticesOfEvent(context, "en", event.id)).map(({ subject }) => subject)).toEqual(["Another hall"]);
    const elsewhere = { ...notice, eventId: other.event.id };
    await expect(sendNotice(context, elsewhere)).rejects.toMatchObject({ status: 404 });
    await expect(noticeForManager(context, other.event.id, notice.noticeId)).rejects.toMatchObject({ status: 404 });
    await expect(withdrawNotice(context, elsewhere)).rejects.toMatchObject({ status: 404 });
    await expect(sendNotice(context, { ...input(), eventId: nobody })).rejects.toMatchObject({ status: 404 });
  });

  it("is refused where none of those chosen has a mail address", async () => {
    const { event } = await roster();
    const result = await sendNotice(context, { ...input({ states: ["applied"] }), eventId: event.id });
    expect(result).toEqual({ ok: false, reason: "nobody_to_tell" });
    expect(await owner.$count(eventNotices, eq(eventNotices.eventId, event.id))).toBe(0);
    const { states, trainers } = await peopleToTell(context, event.id);
    expect(states.find(({ state }) => state === "admitted")).toMatchObject({ people: 2, reachable: 1 });
    expect(trainers).toBe(1);
  });

  it("can be taken back until its mails go out, and stands in the log of the event's mails", async () => {
    const { event } = await roster();
    const [first, second] = [input(), input()];
    await sendNotice(context, { ...first, eventId: event.id });
    await sendMessages(system(4), async (_mail, handOver) => handOver("handed"));
    const wanted = { eventId: event.id, noticeId: first.noticeId };
    expect(await withdrawNotice(at(4), wanted)).toEqual({ ok: true, withdrawn: 1 });
    expect(await withdrawNotice(at(4), wanted)).toEqual({ ok: false, reason: "all_gone" });
    await sendNotice(at(5), { ...second, eventId: event.id });
    await sendMessages(system(11), async (_mail, handOver) => handOver("handed"));
    expect((await mailsOf(first.noticeId)).map(({ state, outcome }) => [state, outcome])).toEqual([
      ["cancelled", "taken_back"],
    ]);
    expect(await noticeForManager(context, event.id, second.noticeId)).toMatchObject({
      mails: { sent: 1 },
      untouched: 0,
    });
    const { rows } = await deliveriesOfEvent(context, event.id, { state: null, page: 1 });
    expect(rows.map(({ kind, state }) => [kind, state])).toEqual([
      ["event_notice", "sent"],
      ["event_notice", "cancelled"],
    ]);
  });

  it("is not sent to somebody who has withdrawn meanwhile", async () => {
    const { event, seated } = await roster();
    const notice = input();
    await sendNotice(context, { ...notice, eventId: event.id });
    await cancelEnrolment(context, { enrolmentId: seated.id });
    const [mail] = await mailsOf(notice.noticeId);
    expect(await renderMessage(system(6), mail?.id ?? nobody)).toBeNull();
  });
});
