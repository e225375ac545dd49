import { asc, eq } from "drizzle-orm";
import { describe, expect, it, test } from "vitest";
import { contextFor } from "#app/context.server";
import { publicSittings } from "#app/training/calendar/queries.server";
import { cancelEvent } from "#app/training/events/cancel-event.server";
import { closeEvent } from "#app/training/events/close-event.server";
import { confirmEvent } from "#app/training/events/confirm-event.server";
import { createEvent, type EventInput } from "#app/training/events/create-event.server";
import {
  attentionForManager,
  comingEvents,
  eventForManager,
  eventsForManager,
  publicEvent,
} from "#app/training/events/queries.server";
import { updateEvent } from "#app/training/events/update-event.server";
import { recordPresence } from "#app/training/presence/record-presence.server";
import { auditEvents } from "#db/schema/audit";
import { outboxMessages } from "#db/schema/messages";
import { enrolments, events, sittings } from "#db/schema/training";
import { buildCourse, buildEnrolment, buildEvent, buildMember, buildOrganisation } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";

const { app, owner } = await testDatabase();
const now = new Date("2026-11-20T10:00:00Z");
const manager = await buildMember(owner, "training_manager");
const trainer = await buildMember(owner, "trainer");
const context = contextFor(manager.actor, now, app);
const nobody = "019aaaaa-0000-7000-8000-000000000000";

const at = (day: string, from: string, to: string) => ({
  startsAt: new Date(`${day}T${from}:00Z`),
  endsAt: new Date(`${day}T${to}:00Z`),
});
const twoDays = ["2026-12-01", "2026-12-02"].flatMap((day) => [at(day, "08:00", "11:00"), at(day, "12:00", "15:00")]);

const planned = async (more: Partial<EventInput> = {}): Promise<EventInput> => ({
  courseId: (await buildCourse(owner)).id,
  seats: 2,
  registration: "open",
  regionIso: "AL-07",
  place: "Kukës",
  sittings: twoDays,
  trainerIds: [trainer.account.id],
  ...more,
});

async function event(more: Partial<EventInput> = {}) {
  const input = await planned(more);
  const made = await createEvent(context, input);
  if (!made.ok) throw new Error(made.reason);
  return { ...made, input };
}

const auditOf = async (subjectId: string) =>
  (
    await owner.select({ action: auditEvents.action }).from(auditEvents).where(eq(auditEvents.subjectId, subjectId))
  ).map(({ action }) => action);

const sittingsOf = (eventId: string) =>
  owner.select().from(sittings).where(eq(sittings.eventId, eventId)).orderBy(asc(sittings.position));

describe("creating an event", () => {
  it("writes two days and four sessions in one go, tentative", async () => {
    const { eventId, slug } = await event();
    expect(slug).toMatch(/kukes(-\d+)?$/);
    const shown = await eventForManager(context, "sq", eventId);
    expect(shown).toMatchObject({ state: "tentative", startsOn: "2026-12-01", endsOn: "2026-12-02", kind: "training" });
    expect(shown.sittings.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
    expect(shown.trainers.map(({ id }) => id)).toEqual([trainer.account.id]);
    expect(await auditOf(eventId)).toEqual(["create-event"]);
  });

  it("keeps with whom, for which project line and where it is held, and shows the public what is the public's", async () => {
    const names = { nameSq: "Partneri i provës", nameEn: "Partner of the test" };
    const partner = await buildOrganisation(owner, { ...names, kind: "partner" });
    const partnerIds = [partner.id];
    const more = { partnerIds, budgetLine: "3.2.1", mapLink: "https://map.example/kukes", note: "vetëm për ne" };
    const { eventId, slug, input } = await event({ ...more, onlineLink: "https://takim.example/salla" });
    const shown = await eventForManager(context, "en", eventId);
    expect(shown).toMatchObject({
      budgetLine: "3.2.1",
      mapLink: "https://map.example/kukes",
      partners: [{ id: partner.id, name: "Partner of the test" }],
    });
    const seen = await publicEvent(contextFor({ kind: "anyone" }, now, app), "sq", slug);
    expect(seen).toMatchObject({ mapLink: "https://map.example/kukes", partners: ["Partneri i provës"] });
    expect(JSON.stringify(seen)).not.toMatch(/3\.2\.1|vetëm për ne|takim\.example/);
    const strange = { ...input, eventId, partnerIds: [nobody] };
    expect(await updateEvent(context, strange)).toEqual({ ok: false, reason: "unknown_partner" });
    expect(await createEvent(context, strange)).toEqual({ ok: false, reason: "unknown_partner" });
    await updateEvent(context, { ...input, eventId, partnerIds: [] });
    expect((await eventForManager(context, "sq", eventId)).partners).toEqual([]);
  });

  it("refuses sittings that cannot be held, people who are no trainers, and unknown courses", async () => {
    expect(await createEvent(context, await planned({ sittings: [] }))).toEqual({ ok: false, reason: "no_sittings" });
    const overlapping = [at("2026-12-01", "08:00", "11:00"), at("2026-12-01", "10:00", "12:00")];
    expect(await createEvent(context, await planned({ sittings: overlapping }))).toEqual({
      ok: false,
      reason: "overlap",
    });
    const strange = await planned({ trainerIds: [manager.account.id] });
    expect(await createEvent(context, strange)).toEqual({ ok: false, reason: "unknown_trainer" });
    await expect(createEvent(context, await planned({ courseId: nobody }))).rejects.toMatchObject({ status: 404 });
  });
});

describe("changing an event", () => {
  it("adds, moves and takes out sittings, keeps the others, and tells people once", async () => {
    const { eventId, input } = await event();
    const enrolment = await buildEnrolment(owner, eventId, { seat: 1, person: { email: "arta.c@example.al" } });
    await buildEnrolment(owner, eventId, { seat: 2 });
    const [first, second, third] = await sittingsOf(eventId);
    const later = at("2026-12-03", "08:00", "09:00");
    const moved = [
      { id: third?.id, ...at("2026-12-01", "05:00", "07:00") },
      { ...first, id: first?.id },
      later,
    ] as never;
    expect(await updateEvent(context, { ...input, eventId, sittings: moved })).toEqual({ ok: true, offered: 0 });
    const left = await sittingsOf(eventId);
    expect(left.map(({ id, position }) => [id, position])).toEqual([
      [third?.id, 1],
      [first?.id, 2],
      [left[2]?.id, 3],
    ]);
    expect(left.some(({ id }) => id === second?.id)).toBe(false);
    expect(await eventForManager(context, "en", eventId)).toMatchObject({
      startsOn: "2026-12-01",
      endsOn: "2026-12-03",
    });
    const told = await owner.select().from(outboxMessages).where(eq(outboxMessages.subjectId, eventId));
    expect(told.map(({ kind, recipientId }) => [kind, recipientId])).toEqual([
      ["event_changed", enrolment.personId],
      ["event_changed", trainer.account.id],
    ]);
    expect(await auditOf(eventId)).toEqual(["create-event", "update-event"]);
  });

  it("says nothing to anybody where only the inner note changes", async () => {
    const { eventId, input } = await event();
    await buildEnrolment(owner, eventId, { seat: 1, person: { email: "ylli.c@example.al" } });
    const same = (await sittingsOf(eventId)).map(({ id, startsAt, endsAt }) => ({ id, startsAt, endsAt }));
    await updateEvent(context, { ...input, eventId, sittings: same, note: "salla tjetër" });
    expect(await owner.select().from(outboxMessages).where(eq(outboxMessages.subjectId, eventId))).toEqual([]);
  });

  it("keeps added seats for the waiting list, and leaves taken ones", async () => {
    const { eventId, input } = await event();
    const [one, , three] = [
      await buildEnrolment(owner, eventId, { seat: 1 }),
      await buildEnrolment(owner, eventId, { seat: 2 }),
      await buildEnrolment(owner, eventId, { state: "waiting", person: { email: "drita.c@example.al" } }),
    ];
    expect(await updateEvent(context, { ...input, eventId, seats: 1 })).toEqual({ ok: false, reason: "seats_taken" });
    expect(await updateEvent(context, { ...input, eventId, seats: 4 })).toEqual({ ok: true, offered: 1 });
    const [up] = await owner.select().from(enrolments).where(eq(enrolments.id, three.id));
    expect(up).toMatchObject({ state: "waiting", seat: 3 });
    expect(up?.offeredUntil?.getTime()).toBeGreaterThan(context.now.getTime());
    expect(one.seat).toBe(1);
  });

  it("keeps a sitting with marks", async () => {
    const { eventId, input } = await event();
    const enrolment = await buildEnrolment(owner, eventId, { seat: 1 });
    const [first] = await sittingsOf(eventId);
    const marks = [{ sittingId: first?.id ?? "", enrolmentId: enrolment.id, mark: "present" as const }];
    await recordPresence(context, { marks, channel: "list" });
    const without = [at("2026-12-09", "08:00", "09:00")];
    const result = await updateEvent(context, { ...input, eventId, sittings: without });
    expect(result).toEqual({ ok: false, reason: "sitting_has_marks" });
    expect(await sittingsOf(eventId)).toHaveLength(4);
  });

  it("refuses a cancelled event, and answers 404 for an unknown one", async () => {
    const { eventId, input } = await event();
    await cancelEvent(context, { eventId });
    expect(await updateEvent(context, { ...input, eventId })).toEqual({ ok: false, reason: "event_cancelled" });
    await expect(updateEvent(context, { ...input, eventId: nobody })).rejects.toMatchObject({ status: 404 });
  });
});

test("an event is confirmed, held or called off, each once and in order", async () => {
  const { eventId } = await event();
  expect(await closeEvent(context, { eventId })).toEqual({ ok: false, reason: "wrong_state" });
  expect(await confirmEvent(context, { eventId })).toEqual({ ok: true });
  expect(await confirmEvent(context, { eventId })).toEqual({ ok: false, reason: "wrong_state" });
  expect(await closeEvent(context, { eventId })).toEqual({ ok: false, reason: "not_yet" });
  const after = contextFor(manager.actor, new Date("2026-12-03T10:00:00Z"), app);
  expect(await closeEvent(after, { eventId })).toEqual({ ok: true });
  expect(await cancelEvent(context, { eventId })).toEqual({ ok: false, reason: "wrong_state" });
  expect(await auditOf(eventId)).toEqual(["create-event", "confirm-event", "close-event"]);

  const other = await event();
  await buildEnrolment(owner, other.eventId, { seat: 1, person: { email: "zef.c@example.al" } });
  const all = await Promise.all([1, 2, 3].map(() => cancelEvent(context, { eventId: other.eventId })));
  expect(all.filter(({ ok }) => ok)).toEqual([{ ok: true, told: 1 }]);
  for (const command of [confirmEvent, closeEvent, cancelEvent])
    await expect(command(context, { eventId: nobody })).rejects.toMatchObject({ status: 404 });
});

describe("what everybody sees", () => {
  it("are coming events that are not called off, by region, without the online link", async () => {
    const tirane = await event({ regionIso: "AL-11", place: "Tiranë", onlineLink: "https://example.al/secret" });
    const cancelled = await event({ regionIso: "AL-11" });
    await cancelEvent(context, { eventId: cancelled.eventId });
    const past = await buildEvent(owner, { startsOn: "2026-11-10", regionIso: "AL-11" });
    const anyone = contextFor({ kind: "anyone" }, now, app);
    const found = await comingEvents(anyone, "sq", { regionIso: "AL-11" });
    expect(found.map(({ id }) => id)).toEqual([tirane.eventId]);
    expect(found[0]).toMatchObject({ seatsLeft: 2, online: true, region: "Tiranë" });
    expect((await publicSittings(anyone, "en")).map(({ slug }) => slug)).not.toContain(past.slug);
    const shown = await publicEvent(anyone, "en", tirane.slug);
    expect(JSON.stringify([found, shown])).not.toContain("secret");
    await expect(publicEvent(anyone, "en", "nuk-ka")).rejects.toMatchObject({ status: 404 });
    const draft = await buildEvent(owner, { course: { state: "draft" }, startsOn: "2026-12-09" });
    await expect(publicEvent(anyone, "en", draft.slug)).rejects.toMatchObject({ status: 404 });
  });
});

it("finds events without ë and ç, filters, sorts and pages them", async () => {
  const course = await buildCourse(owner, { titleSq: "Çështje të mbrojtjes", titleEn: "Questions of protection" });
  for (const day of ["2026-12-11", "2026-12-10", "2026-12-12"])
    await event({ courseId: course.id, place: "Shkodër", sittings: [at(day, "08:00", "11:00")] });
  const filter = { search: "ceshtje SHKODER", period: "coming", state: null, sort: "date", direction: "asc" } as const;
  const { rows, total } = await eventsForManager(context, "sq", { ...filter, page: 1, pageSize: 2 });
  expect([total, rows.map(({ startsOn }) => startsOn)]).toEqual([3, ["2026-12-10", "2026-12-11"]]);
  const rest = await eventsForManager(context, "sq", { ...filter, direction: "desc", page: 2, pageSize: 2 });
  expect(rest.rows.map(({ startsOn }) => startsOn)).toEqual(["2026-12-10"]);
  for (const search of ["100%", "_", "\\", "' or 1=1 --"])
    expect((await eventsForManager(context, "sq", { ...filter, search, page: 1, pageSize: 5 })).total).toBe(0);
});

it("says what waits for the manager", async () => {
  const over = await buildEvent(owner, { startsOn: "2026-11-18" });
  const asked = await event();
  await confirmEvent(context, { eventId: asked.eventId });
  await buildEnrolment(owner, asked.eventId, { state: "applied" });
  const reasons = new Map((await attentionForManager(context, "sq")).map(({ id, reason }) => [id, reason]));
  expect([reasons.get(over.id), reasons.get(asked.eventId)]).toEqual(["to_close", "applied"]);
  await owner.update(events).set({ state: "held" }).where(eq(events.id, over.id));
  expect((await attentionForManager(context, "sq")).some(({ id }) => id === over.id)).toBe(false);
});
