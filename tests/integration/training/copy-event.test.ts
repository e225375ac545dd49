import { eq, inArray } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { contextFor } from "#app/context.server";
import { confirmEvent } from "#app/training/events/confirm-event.server";
import { copyEvent } from "#app/training/events/copy-event.server";
import { copiesOf, eventForManager } from "#app/training/events/queries.server";
import { removeEvents } from "#app/training/events/remove-events.server";
import { auditEvents } from "#db/schema/audit";
import { outboxMessages } from "#db/schema/messages";
import { eventQuestions, eventQuotas } from "#db/schema/sign-up";
import { enrolments, eventPartners, events } from "#db/schema/training";
import { buildEnrolment, buildEvent, buildMember, buildOrganisation } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";

const { app, owner } = await testDatabase();
const now = new Date("2026-11-20T10:00:00Z");
const manager = await buildMember(owner, "training_manager");
const trainer = await buildMember(owner, "trainer");
const context = contextFor(manager.actor, now, app);
const nobody = "019aaaaa-0000-7000-8000-000000000000";

async function model() {
  const event = await buildEvent(owner, {
    seats: 24,
    venue: "Salla A",
    mapLink: "https://map.example/a",
    budgetLine: "2.1",
    note: "për ne",
    trainerIds: [trainer.account.id],
    sittings: [
      { startsAt: new Date("2026-12-01T08:00:00Z"), endsAt: new Date("2026-12-01T11:00:00Z") },
      { startsAt: new Date("2026-12-02T08:00:00Z"), endsAt: new Date("2026-12-02T11:00:00Z") },
    ],
  });
  const partner = await buildOrganisation(owner, { kind: "partner" });
  await owner.insert(eventPartners).values({ eventId: event.id, organisationId: partner.id });
  await owner
    .insert(eventQuotas)
    .values({ eventId: event.id, kind: "profession", name: "polici", foldedName: "polici", seats: 4 });
  await owner
    .insert(eventQuestions)
    .values({ eventId: event.id, position: 1, kind: "yes_no", labelSq: "Transport?", labelEn: "Transport?" });
  await buildEnrolment(owner, event.id, { seat: 1 });
  return event;
}

async function copied(eventId: string, days: string[]) {
  const result = await copyEvent(context, { eventId, days });
  if (!result.ok) throw new Error(result.reason);
  return result.eventIds;
}

describe("an event that is copied", () => {
  it("is held again as it is, tentative, with nobody in it and nobody told", async () => {
    const { id } = await model();
    const [copyId = ""] = await copied(id, ["2027-02-15"]);
    const [was, is] = [await eventForManager(context, "sq", id), await eventForManager(context, "sq", copyId)];
    const same = ["courseId", "kind", "seats", "venue", "mapLink", "budgetLine", "partners", "trainers"] as const;
    for (const key of same) expect(is[key]).toEqual(was[key]);
    expect(is).toMatchObject({ state: "tentative", startsOn: "2027-02-15", endsOn: "2027-02-16", note: null });
    expect(is.sittings.map(({ startsAt }) => startsAt.toISOString())).toEqual([
      "2027-02-15T08:00:00.000Z",
      "2027-02-16T08:00:00.000Z",
    ]);
    expect(is.slug).not.toBe(was.slug);
    expect(await owner.$count(eventQuotas, eq(eventQuotas.eventId, copyId))).toBe(1);
    expect(await owner.$count(eventQuestions, eq(eventQuestions.eventId, copyId))).toBe(1);
    expect(await owner.$count(enrolments, eq(enrolments.eventId, copyId))).toBe(0);
    expect(await owner.$count(outboxMessages, inArray(outboxMessages.subjectId, [id, copyId]))).toBe(0);
    const audit = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, copyId));
    expect(audit.map(({ action }) => action)).toEqual(["copy-event"]);
  });

  it("is repeated on each day once, and found again by the moment", async () => {
    const { id } = await model();
    const ids = await copied(id, ["2027-03-08", "2027-03-01", "2027-03-08"]);
    const found = await copiesOf(context, id, now);
    expect(found.map(({ startsOn }) => startsOn)).toEqual(["2027-03-01", "2027-03-08"]);
    expect(found.map((one) => one.id)).toEqual(ids);
    expect(await copiesOf(context, nobody, now)).toEqual([]);
  });

  it("is refused without sessions, or too often; 404 where it is unknown", async () => {
    const bare = await buildEvent(owner, { sittings: [] });
    const days = Array.from({ length: 31 }, (_, place) =>
      new Date(Date.UTC(2027, 4, place + 1)).toISOString().slice(0, 10),
    );
    expect(await copyEvent(context, { eventId: bare.id, days: ["2027-03-01"] })).toEqual({
      ok: false,
      reason: "no_sittings",
    });
    expect(await copyEvent(context, { eventId: bare.id, days })).toEqual({ ok: false, reason: "too_many_copies" });
    const unknown = copyEvent(context, { eventId: nobody, days: ["2027-03-01"] });
    await expect(unknown).rejects.toMatchObject({ status: 404 });
  });
});

describe("what is only planned", () => {
  it("is removed with its sessions, all of it or nothing", async () => {
    const { id } = await model();
    const [one = "", other = ""] = await copied(id, ["2027-04-05", "2027-04-12"]);
    await confirmEvent(context, { eventId: other });
    expect(await removeEvents(context, { eventIds: [one, other] })).toEqual({ ok: false, reason: "event_in_use" });
    expect(await owner.$count(events, inArray(events.id, [one, other]))).toBe(2);
    expect(await removeEvents(context, { eventIds: [one, one] })).toEqual({ ok: true });
    expect(await owner.$count(events, eq(events.id, one))).toBe(0);
    const audit = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, one));
    expect(audit.map(({ action }) => action)).toEqual(["copy-event", "remove-event"]);
    await expect(removeEvents(context, { eventIds: [one] })).rejects.toMatchObject({ status: 404 });
  });

  it("stays where somebody is or was in it", async () => {
    const { id } = await model();
    const [copyId = ""] = await copied(id, ["2027-05-03"]);
    await buildEnrolment(owner, copyId, { state: "cancelled" });
    expect(await removeEvents(context, { eventIds: [copyId] })).toEqual({ ok: false, reason: "event_in_use" });
  });
});
