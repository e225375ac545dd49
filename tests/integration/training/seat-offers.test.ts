import { asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { contextFor, type EnrolmentHolder } from "#app/context.server";
import { renderMessage } from "#app/notifications/render-message.server";
import { acceptSeat } from "#app/training/enrolments/accept-seat.server";
import { cancelEnrolment } from "#app/training/enrolments/cancel-enrolment.server";
import { endSeatOffers } from "#app/training/enrolments/end-seat-offers.server";
import { enrolmentPath } from "#app/training/enrolments/enrolment-links.server";
import { ownPlace } from "#app/training/enrolments/own-place-queries.server";
import { returnEnrolment } from "#app/training/enrolments/return-enrolment.server";
import { signUpForEvent } from "#app/training/enrolments/sign-up-for-event.server";
import { auditEvents } from "#db/schema/audit";
import { outboxMessages } from "#db/schema/messages";
import { enrolments, events } from "#db/schema/training";
import { buildEnrolment, buildEvent, buildMember } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";

const { app, owner } = await testDatabase();
const now = new Date("2027-01-05T08:00:00Z");
/** Two days after `now`: the offers of an event a week away have run out. */
const later = new Date("2027-01-07T08:00:00Z");
const manager = await buildMember(owner, "training_manager");
const asManager = contextFor(manager.actor, now, app);
const holder = (enrolmentId: string, when = now) =>
  contextFor<EnrolmentHolder>({ kind: "enrolment", enrolmentId }, when, app);
const system = (when: Date) => contextFor({ kind: "system" }, when, app);

let last = 0;
/** An event with one seat taken and so many waiting, in their order. */
async function queue(waiting: number, seats = 1) {
  const event = await buildEvent(owner, { seats });
  const seated = await buildEnrolment(owner, event.id, { seat: 1, person: { email: `ulur.${++last}@example.al` } });
  const inLine: { id: string; personId: string }[] = [];
  for (let count = 1; count <= waiting; count++)
    inLine.push(
      await buildEnrolment(owner, event.id, {
        queuedAt: new Date(now.getTime() - (waiting - count + 1) * 60_000),
        person: { email: `pret.${++last}@example.al` },
      }),
    );
  return { event, seated, inLine };
}
const row = async (id = "") => {
  const [found] = await owner.select().from(enrolments).where(eq(enrolments.id, id));
  if (!found) throw new Error("no such enrolment");
  return found;
};
const told = async (personId = "") =>
  (
    await owner
      .select()
      .from(outboxMessages)
      .where(eq(outboxMessages.recipientId, personId))
      .orderBy(asc(outboxMessages.id))
  ).map(({ kind }) => kind);

describe("a seat that comes free", () => {
  it("is kept for the first, passed on once when the time is over, and taken by whoever says yes", async () => {
    const { seated, inLine } = await queue(2);
    const [first, second] = inLine;
    await cancelEnrolment(asManager, { enrolmentId: seated.id });
    expect(await row(first?.id)).toMatchObject({ state: "waiting", seat: 1, offeredUntil: later });
    expect(await told(first?.personId)).toEqual(["enrolment_offered"]);
    expect(await endSeatOffers(system(new Date(later.getTime() - 1)))).toBe(0);
    const all = await Promise.all(Array.from({ length: 4 }, () => endSeatOffers(system(later))));
    expect(all.reduce((sum, one) => sum + one)).toBe(1);
    expect(await row(first?.id)).toMatchObject({ seat: null, offersMissed: 1, queuedAt: later });
    expect(await told(first?.personId)).toEqual(["enrolment_offered", "enrolment_offer_ended"]);
    expect((await row(second?.id)).seat).toBe(1);
    expect(await told(second?.personId)).toEqual(["enrolment_offered"]);
    expect(await acceptSeat(holder(second?.id ?? "", later), { enrolmentId: second?.id ?? "" })).toEqual({
      ok: true,
      state: "admitted",
    });
    expect(await row(second?.id)).toMatchObject({ state: "admitted", seat: 1, offeredUntil: null });
    const audited = await owner
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, first?.id ?? ""));
    expect(audited.map(({ action, actorKind }) => `${actorKind} ${action}`)).toEqual(["system end-seat-offer"]);
  });

  it("is taken once by whoever clicks five times, and is gone for whoever comes too late", async () => {
    const { seated, inLine } = await queue(2);
    await cancelEnrolment(asManager, { enrolmentId: seated.id });
    const [first, second] = inLine.map(({ id }) => id);
    const late = await acceptSeat(holder(first ?? "", later), { enrolmentId: first ?? "" });
    expect(late).toEqual({ ok: false, reason: "seat_gone" });
    const yes = () => acceptSeat(holder(second ?? "", later), { enrolmentId: second ?? "" });
    const all = await Promise.all(Array.from({ length: 5 }, yes));
    expect(all).toEqual(Array(5).fill({ ok: true, state: "admitted" }));
    const audited = await owner
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, second ?? ""));
    expect(audited.map(({ action }) => action)).toEqual(["accept-seat"]);
    expect((await told(inLine[1]?.personId)).filter((kind) => kind === "enrolment_admitted")).toHaveLength(1);
  });

  it("goes to the next when the first says no, who can say that it was a mistake", async () => {
    const { seated, inLine } = await queue(2);
    await cancelEnrolment(asManager, { enrolmentId: seated.id });
    const [first, second] = inLine.map(({ id }) => id);
    expect(await cancelEnrolment(holder(first ?? ""), { enrolmentId: first ?? "" })).toEqual({ ok: true, offered: 1 });
    expect((await row(second)).seat).toBe(1);
    expect(await returnEnrolment(holder(first ?? ""), { enrolmentId: first ?? "" })).toEqual({
      ok: true,
      state: "waiting",
    });
    expect((await ownPlace(holder(first ?? ""), "sq", first ?? "")).turn).toEqual({ position: 1, total: 2 });
  });

  it("is offered three times at most to whoever is silent, who may still take a free one", async () => {
    const { seated, inLine } = await queue(1);
    const [only] = inLine;
    await cancelEnrolment(asManager, { enrolmentId: seated.id });
    for (const day of ["07", "09", "11"]) await endSeatOffers(system(new Date(`2027-01-${day}T08:00:00Z`)));
    const when = new Date("2027-01-11T11:00:00Z");
    await endSeatOffers(system(when));
    expect(await row(only?.id)).toMatchObject({ offersMissed: 3, seat: null, offeredUntil: null });
    expect(await acceptSeat(holder(only?.id ?? "", when), { enrolmentId: only?.id ?? "" })).toMatchObject({ ok: true });
  });

  it("is offered to nobody once the event has begun or been called off", async () => {
    const { event, seated, inLine } = await queue(1);
    await owner.update(events).set({ state: "cancelled" }).where(eq(events.id, event.id));
    await cancelEnrolment(asManager, { enrolmentId: seated.id });
    expect((await row(inLine[0]?.id)).seat).toBeNull();
    const id = inLine[0]?.id ?? "";
    expect(await acceptSeat(holder(id), { enrolmentId: id })).toEqual({ ok: false, reason: "event_is_cancelled" });
    await owner.update(events).set({ state: "confirmed" }).where(eq(events.id, event.id));
    const begun = new Date("2027-01-12T08:00:00Z");
    expect(await acceptSeat(holder(id, begun), { enrolmentId: id })).toEqual({ ok: false, reason: "event_past" });
  });
});

it("undoes a seat given up while nobody has it, and not what the office ended", async () => {
  const { seated } = await queue(0);
  const id = seated.id;
  expect(await cancelEnrolment(holder(id), { enrolmentId: id })).toEqual({ ok: true, offered: 0 });
  for (let click = 0; click < 2; click++)
    expect(await returnEnrolment(holder(id), { enrolmentId: id })).toEqual({ ok: true, state: "admitted" });
  expect(await row(id)).toMatchObject({ state: "admitted", seat: 1, leftAs: null });
  await cancelEnrolment(asManager, { enrolmentId: id });
  expect(await returnEnrolment(holder(id), { enrolmentId: id })).toEqual({ ok: false, reason: "nothing_to_undo" });
});

it("says in the mail until when the seat is kept, with the link of the own place, and nothing once it is over", async () => {
  const { seated, inLine } = await queue(1);
  await cancelEnrolment(asManager, { enrolmentId: seated.id });
  const [message] = await owner
    .select()
    .from(outboxMessages)
    .where(eq(outboxMessages.recipientId, inLine[0]?.personId ?? ""));
  const mail = await renderMessage(system(now), message?.id ?? "");
  expect(mail?.text).toContain(enrolmentPath(inLine[0]?.id ?? ""));
  expect(mail?.text).toContain("7 janar 2027");
  expect(await renderMessage(system(later), message?.id ?? "")).toBeNull();
});

it("gives thirty of two hundred who click at once a seat each, and the others their turn", async () => {
  const event = await buildEvent(owner, { seats: 30 });
  const asAnyone = contextFor({ kind: "anyone" }, now, app);
  const person = (place: number) => ({
    givenName: "Arta",
    familyName: `N${place}`,
    email: `dyqind.${place}@example.al`,
  });
  const all = await Promise.all(
    Array.from({ length: 200 }, (_, place) => signUpForEvent(asAnyone, { slug: event.slug, person: person(place) })),
  );
  expect(all.every(({ ok }) => ok)).toBe(true);
  const rows = await owner
    .select()
    .from(enrolments)
    .where(eq(enrolments.eventId, event.id))
    .orderBy(asc(enrolments.id));
  const seats = rows.flatMap(({ seat }) => seat ?? []).sort((a, b) => a - b);
  expect(seats).toEqual(Array.from({ length: 30 }, (_, place) => place + 1));
  const waiting = rows.filter(({ state }) => state === "waiting");
  expect(waiting).toHaveLength(170);
  for (const place of [0, 84, 169]) {
    const id = waiting[place]?.id ?? "";
    expect((await ownPlace(holder(id), "sq", id)).turn).toEqual({ position: place + 1, total: 170 });
  }
}, 60_000);
