import { asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { contextFor } from "#app/context.server";
import { sendMessages } from "#app/notifications/send-messages.server";
import { cancelEvent } from "#app/training/events/cancel-event.server";
import { affectedByMove, clashesWith } from "#app/training/events/clash-queries.server";
import { moveEvent } from "#app/training/events/move-event.server";
import { takeBackMove } from "#app/training/events/take-back-move.server";
import { beginningOn } from "#app/training/sittings/rules";
import { auditEvents } from "#db/schema/audit";
import { outboxMessages } from "#db/schema/messages";
import { sittings } from "#db/schema/training";
import { buildEnrolment, buildEvent, buildMember } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";

const { app, owner } = await testDatabase();
const now = new Date("2026-11-20T10:00:00Z");
const manager = await buildMember(owner, "training_manager");
const trainer = await buildMember(owner, "trainer");
const at = (minutes: number) => contextFor(manager.actor, new Date(now.getTime() + minutes * 60_000), app);
const context = at(0);
const nobody = "019aaaaa-0000-7000-8000-000000000000";

const sitting = (from: string, to: string) => ({ startsAt: new Date(`${from}:00Z`), endsAt: new Date(`${to}:00Z`) });
const twoDays = [sitting("2026-12-01T08:00", "2026-12-01T11:00"), sitting("2026-12-02T12:00", "2026-12-02T15:00")];

const planned = (more: object = {}) =>
  buildEvent(owner, { sittings: twoDays, trainerIds: [trainer.account.id], place: "Kukës", venue: "Salla A", ...more });
const timesOf = async (eventId: string) =>
  (await owner.select().from(sittings).where(eq(sittings.eventId, eventId)).orderBy(asc(sittings.position))).map(
    ({ startsAt }) => startsAt.toISOString().slice(0, 16),
  );
const messagesOf = (eventId: string) =>
  owner
    .select({ to: outboxMessages.recipientId, state: outboxMessages.state, outcome: outboxMessages.outcome })
    .from(outboxMessages)
    .where(eq(outboxMessages.subjectId, eventId))
    .orderBy(asc(outboxMessages.createdAt));
const sent = (minutes: number) =>
  sendMessages(contextFor({ kind: "system" }, at(minutes).now, app), async (_mail, handOver) => handOver("handed"));

describe("an event that is moved", () => {
  it("keeps its sessions' distances; each person in it is told once, with a higher revision of the same session", async () => {
    const event = await planned();
    const seated = await buildEnrolment(owner, event.id, { seat: 1, person: { email: "arta.m@example.al" } });
    await buildEnrolment(owner, event.id, { seat: 2 });
    await buildEnrolment(owner, event.id, { state: "declined", person: { email: "jo.m@example.al" } });
    const before = await owner.select().from(sittings).where(eq(sittings.eventId, event.id));
    const result = await moveEvent(context, { eventId: event.id, day: "2026-12-08", time: "09:30" });
    expect(result).toEqual({ ok: true, told: 1, movedAt: now });
    expect(await timesOf(event.id)).toEqual(["2026-12-08T08:30", "2026-12-09T12:30"]);
    for (const one of await owner.select().from(sittings).where(eq(sittings.eventId, event.id))) {
      const same = before.find(({ id }) => id === one.id);
      expect(one.sequence).toBeGreaterThan(same?.sequence ?? Number.POSITIVE_INFINITY);
    }
    const told = await messagesOf(event.id);
    expect(told.map(({ to }) => to).sort()).toEqual([seated.personId, trainer.account.id].sort());
    const audit = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, event.id));
    expect(audit.map(({ action, count }) => [action, count])).toEqual([["move-event", 1]]);
  });

  it("is told of once, however often it moves before the mails go out", async () => {
    const event = await planned();
    const { personId } = await buildEnrolment(owner, event.id, { seat: 1, person: { email: "zef.m@example.al" } });
    await moveEvent(context, { eventId: event.id, day: "2026-12-08" });
    await moveEvent(at(2), { eventId: event.id, day: "2026-12-09" });
    expect((await messagesOf(event.id)).filter(({ to }) => to === personId)).toHaveLength(1);
    await sent(4);
    expect((await messagesOf(event.id)).map(({ state }) => state)).toEqual(["waiting", "waiting"]);
    await sent(6);
    expect((await messagesOf(event.id)).map(({ state }) => state)).toEqual(["sent", "sent"]);
    await moveEvent(at(8), { eventId: event.id, day: "2026-12-10" });
    expect((await messagesOf(event.id)).filter(({ to }) => to === personId)).toHaveLength(2);
  });

  it("goes back without a word while nobody knows, and with one to those who do", async () => {
    const event = await planned();
    const back = { eventId: event.id, movedAt: now, day: "2026-12-01", time: "09:00" };
    await buildEnrolment(owner, event.id, { seat: 1, person: { email: "liri.m@example.al" } });
    await moveEvent(context, { eventId: event.id, day: "2026-12-08" });
    expect(await takeBackMove(at(1), back)).toEqual({ ok: true, told: 0 });
    expect(await timesOf(event.id)).toEqual(["2026-12-01T08:00", "2026-12-02T12:00"]);
    expect((await messagesOf(event.id)).map(({ outcome }) => outcome)).toEqual(["taken_back", "taken_back"]);
    expect(await takeBackMove(at(2), back)).toEqual({ ok: false, reason: "changed_since" });
    const later = at(10);
    await moveEvent(later, { eventId: event.id, day: "2026-12-08" });
    await sent(16);
    expect(await takeBackMove(at(20), { ...back, movedAt: later.now })).toEqual({ ok: true, told: 2 });
    expect((await messagesOf(event.id)).filter(({ state }) => state === "waiting")).toHaveLength(2);
  });

  it("is refused where it has begun, is called off, would lie behind us or not move; 404 where it is unknown", async () => {
    const event = await planned();
    const reasonOf = async (day: string, minutes = 0) => {
      const result = await moveEvent(at(minutes), { eventId: event.id, day });
      return result.ok ? null : result.reason;
    };
    expect(await reasonOf("2026-12-01")).toBe("not_moved");
    expect(await reasonOf("2026-11-19")).toBe("day_past");
    expect(await reasonOf("2026-12-20", 12 * 24 * 60)).toBe("event_begun");
    await cancelEvent(context, { eventId: event.id });
    expect(await reasonOf("2026-12-20")).toBe("event_cancelled");
    expect(await timesOf(event.id)).toEqual(["2026-12-01T08:00", "2026-12-02T12:00"]);
    await expect(moveEvent(context, { eventId: nobody, day: "2026-12-20" })).rejects.toMatchObject({ status: 404 });
    const unknown = { eventId: nobody, movedAt: now, day: "2026-12-01", time: "09:00" };
    await expect(takeBackMove(context, unknown)).rejects.toMatchObject({ status: 404 });
  });
});

it("says beforehand whom a move concerns, and what is held at the same times", async () => {
  const event = await planned({ venue: "Salla B" });
  const other = await planned({ venue: "salla b", sittings: [sitting("2027-01-05T08:00", "2027-01-05T11:00")] });
  const { personId } = await buildEnrolment(owner, event.id, { seat: 1, person: { email: "mira.m@example.al" } });
  await buildEnrolment(owner, event.id, { seat: 2 });
  await buildEnrolment(owner, other.id, { seat: 1, personId });
  const times = beginningOn(twoDays, "2027-01-05");
  expect(await affectedByMove(context, { eventId: event.id, times })).toEqual({
    people: 1,
    withoutMail: 1,
    trainers: 1,
    elsewhere: 1,
  });
  const clashes = await clashesWith(context, "sq", { eventId: event.id, times, moving: true });
  expect(clashes.map(({ what, eventId }) => [what, eventId])).toEqual([
    ["trainer", other.id],
    ["venue", other.id],
  ]);
  const own = { eventId: event.id, times: twoDays };
  expect(await clashesWith(context, "sq", { ...own, moving: true })).not.toContainEqual(
    expect.objectContaining({ eventId: event.id }),
  );
  const copied = await clashesWith(context, "en", { ...own, moving: false });
  expect(copied.filter(({ eventId }) => eventId === event.id)).toHaveLength(4);
});
