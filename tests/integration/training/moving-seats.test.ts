import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { contextFor, type EnrolmentHolder } from "#app/context.server";
import { acceptSeat } from "#app/training/enrolments/accept-seat.server";
import { cancelEnrolment } from "#app/training/enrolments/cancel-enrolment.server";
import { changePriority } from "#app/training/enrolments/change-priority.server";
import { decideApplications } from "#app/training/enrolments/decide-applications.server";
import { handOverEnrolment } from "#app/training/enrolments/hand-over-enrolment.server";
import { inviteAgain } from "#app/training/enrolments/invite-again.server";
import { invitePeople } from "#app/training/enrolments/invite-people.server";
import { ownPlace } from "#app/training/enrolments/own-place-queries.server";
import { applicationsOf, invitationsOf, waitingList } from "#app/training/enrolments/registration-queries.server";
import { transferEnrolment } from "#app/training/enrolments/transfer-enrolment.server";
import { auditEvents } from "#db/schema/audit";
import { outboxMessages } from "#db/schema/messages";
import { enrolments } from "#db/schema/training";
import { buildCourse, buildEnrolment, buildEvent, buildMember, buildPerson } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";

const { app, owner } = await testDatabase();
const now = new Date("2027-01-05T08:00:00Z");
const manager = await buildMember(owner, "training_manager");
const asManager = contextFor(manager.actor, now, app);
const holder = (enrolmentId: string) => contextFor<EnrolmentHolder>({ kind: "enrolment", enrolmentId }, now, app);
const row = async (id = "") => (await owner.select().from(enrolments).where(eq(enrolments.id, id)))[0];
const told = async (personId = "") =>
  (await owner.select().from(outboxMessages).where(eq(outboxMessages.recipientId, personId))).map(({ kind }) => kind);
let last = 0;
const mail = () => `levizje.${++last}@example.al`;

describe("moving to another date", () => {
  it("takes a seat there and keeps the old one for whoever waits; to no other course, and to no full event", async () => {
    const course = await buildCourse(owner);
    const here = await buildEvent(owner, { courseId: course.id, seats: 1 });
    const there = await buildEvent(owner, { courseId: course.id, seats: 1, startsOn: "2027-01-20" });
    const own = await buildEnrolment(owner, here.id, { seat: 1, person: { email: mail() } });
    const waits = await buildEnrolment(owner, here.id, { person: { email: mail() } });
    const context = holder(own.id);
    for (const toEventId of [here.id, (await buildEvent(owner)).id, own.id])
      expect(await transferEnrolment(context, { enrolmentId: own.id, toEventId })).toMatchObject({
        reason: "other_closed",
      });
    const moved = await transferEnrolment(context, { enrolmentId: own.id, toEventId: there.id });
    if (!moved.ok) throw new Error(moved.reason);
    expect(await row(own.id)).toMatchObject({ state: "cancelled", seat: null, leftAs: null });
    expect(await row(moved.enrolmentId)).toMatchObject({
      state: "admitted",
      seat: 1,
      source: "transfer",
      transferredFrom: own.id,
      personId: own.personId,
    });
    expect(await row(waits.id)).toMatchObject({ state: "waiting", seat: 1 });
    const third = await buildEvent(owner, { courseId: course.id, seats: 1, startsOn: "2027-01-21" });
    const other = await buildEnrolment(owner, third.id, { seat: 1 });
    expect(await transferEnrolment(holder(other.id), { enrolmentId: other.id, toEventId: there.id })).toEqual({
      ok: false,
      reason: "other_full",
    });
    await expect(
      transferEnrolment(holder(other.id), { enrolmentId: waits.id, toEventId: there.id }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it("lets two who change places at once both arrive or stay, never wait for ever", async () => {
    const course = await buildCourse(owner);
    const events = [
      await buildEvent(owner, { courseId: course.id, seats: 3 }),
      await buildEvent(owner, { courseId: course.id, seats: 3, startsOn: "2027-01-20" }),
    ] as const;
    const [one, two] = [
      await buildEnrolment(owner, events[0].id, { seat: 1 }),
      await buildEnrolment(owner, events[1].id, { seat: 1 }),
    ];
    const all = await Promise.all([
      transferEnrolment(holder(one.id), { enrolmentId: one.id, toEventId: events[1].id }),
      transferEnrolment(holder(two.id), { enrolmentId: two.id, toEventId: events[0].id }),
    ]);
    expect(all).toMatchObject([{ ok: true }, { ok: true }]);
  });
});

describe("handing a seat over", () => {
  const successor = () => ({ givenName: "Drita", familyName: "Kola", email: mail() });

  it("passes it to somebody who is told, once, and leaves the waiting list alone", async () => {
    const event = await buildEvent(owner, { seats: 1 });
    const own = await buildEnrolment(owner, event.id, { seat: 1, person: { email: mail() } });
    await buildEnrolment(owner, event.id, { person: { email: mail() } });
    const next = successor();
    const give = () => handOverEnrolment(holder(own.id), { enrolmentId: own.id, successor: next });
    const both = await Promise.all([give(), give()]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const rows = await owner.select().from(enrolments).where(eq(enrolments.transferredFrom, own.id));
    expect(rows).toMatchObject([{ state: "admitted", seat: 1, source: "transfer" }]);
    expect(await told(rows[0]?.personId)).toEqual(["enrolment_admitted"]);
  });

  it("is refused where people are chosen, to oneself, and to whoever is in it already", async () => {
    const event = await buildEvent(owner, { seats: 3 });
    const email = mail();
    const own = await buildEnrolment(owner, event.id, { seat: 1, person: { email } });
    const there = mail();
    await buildEnrolment(owner, event.id, { seat: 2, person: { email: there } });
    for (const taken of [email, there])
      expect(
        await handOverEnrolment(holder(own.id), {
          enrolmentId: own.id,
          successor: { ...successor(), email: taken },
        }),
      ).toEqual({ ok: false, reason: "successor_refused" });
    const chosen = await buildEvent(owner, { registration: "approval" });
    const seat = await buildEnrolment(owner, chosen.id, { seat: 1 });
    expect(await handOverEnrolment(holder(seat.id), { enrolmentId: seat.id, successor: successor() })).toEqual({
      ok: false,
      reason: "ask_the_office",
    });
  });
});

it("puts somebody first in line with a reason on record, and back", async () => {
  const event = await buildEvent(owner, { seats: 1 });
  const seated = await buildEnrolment(owner, event.id, { seat: 1 });
  const queued = (minutes: number) => ({ queuedAt: new Date(now.getTime() - minutes * 60_000) });
  const first = await buildEnrolment(owner, event.id, { ...queued(9), person: { email: mail() } });
  const second = await buildEnrolment(owner, event.id, { ...queued(5), person: { email: mail() } });
  const reason = "i vetmi nga kjo bashki";
  expect(await changePriority(asManager, { enrolmentId: second.id, reason })).toMatchObject({ ok: true });
  expect(await row(second.id)).toMatchObject({ priorityReason: reason, priorityBy: manager.account.id });
  expect((await ownPlace(holder(second.id), "sq", second.id)).turn).toEqual({ position: 1, total: 2 });
  expect((await waitingList(asManager, event.id)).map(({ id }) => id)).toEqual([second.id, first.id]);
  await changePriority(asManager, { enrolmentId: second.id, reason: null });
  expect((await waitingList(asManager, event.id)).map(({ id }) => id)).toEqual([first.id, second.id]);
  await changePriority(asManager, { enrolmentId: second.id, reason });
  await cancelEnrolment(asManager, { enrolmentId: seated.id });
  expect((await row(second.id))?.seat).toBe(1);
  expect(await changePriority(asManager, { enrolmentId: seated.id, reason })).toMatchObject({ reason: "not_waiting" });
  const audited = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, second.id));
  expect(audited.map(({ action, reason: how }) => `${action} ${how}`)).toEqual([
    "change-priority raised",
    "change-priority ended",
    "change-priority raised",
  ]);
});

describe("deciding applications", () => {
  it("admits in the order of asking, puts the rest onto the waiting list, and says why to those declined", async () => {
    const event = await buildEvent(owner, { seats: 2, registration: "approval" });
    const applied: { id: string; personId: string }[] = [];
    for (let minute = 1; minute <= 4; minute++)
      applied.push(
        await buildEnrolment(owner, event.id, {
          state: "applied",
          queuedAt: new Date(now.getTime() - (10 - minute) * 60_000),
          person: { email: mail() },
        }),
      );
    const ids = applied.map(({ id }) => id);
    const decide = (enrolmentIds: string[], admit: boolean) =>
      decideApplications(asManager, { eventId: event.id, enrolmentIds, admit, note: admit ? null : "pak vende" });
    expect(await decide(ids.slice(0, 3), true)).toEqual({ ok: true, admitted: 2, waiting: 1, declined: 0 });
    expect(await decide(ids, false)).toEqual({ ok: true, admitted: 0, waiting: 0, declined: 1 });
    expect(await decide(ids, false)).toEqual({ ok: false, reason: "nothing_chosen" });
    const states = await Promise.all(ids.map(async (id) => (await row(id))?.state));
    expect(states).toEqual(["admitted", "admitted", "waiting", "declined"]);
    expect((await ownPlace(holder(ids[3] ?? ""), "sq", ids[3] ?? "")).decisionNote).toBe("pak vende");
    expect(await told(applied[3]?.personId)).toEqual(["enrolment_declined"]);
    expect(await applicationsOf(asManager, event.id)).toEqual([]);
  });
});

describe("personal invitations", () => {
  it("go to known and new people, are answered by the link, sent again while open, and withdrawn", async () => {
    const event = await buildEvent(owner, { seats: 1, registration: "invitation" });
    const known = await buildPerson(owner, { email: mail() });
    const fresh = { email: mail(), name: { givenName: "Mira", familyName: "Gjoni" } };
    const invitees = [{ email: known.email ?? "", name: null }, fresh];
    const nameless = { email: mail(), name: null };
    expect(await invitePeople(asManager, { eventId: event.id, invitees: [...invitees, nameless] })).toEqual({
      ok: false,
      reason: "name_missing",
      emails: [nameless.email],
    });
    expect(await invitationsOf(asManager, event.id)).toEqual([]);
    expect(await invitePeople(asManager, { eventId: event.id, invitees })).toEqual({
      ok: true,
      invited: 2,
      already: 0,
    });
    expect(await invitePeople(asManager, { eventId: event.id, invitees })).toEqual({
      ok: true,
      invited: 0,
      already: 2,
    });
    const [one, two] = await invitationsOf(asManager, event.id);
    expect(await acceptSeat(holder(one?.id ?? ""), { enrolmentId: one?.id ?? "" })).toMatchObject({
      state: "admitted",
    });
    expect(await inviteAgain(asManager, { enrolmentId: one?.id ?? "" })).toMatchObject({ ok: false });
    const later = contextFor(manager.actor, new Date(now.getTime() + 60_000), app);
    expect(await inviteAgain(later, { enrolmentId: two?.id ?? "" })).toMatchObject({ ok: true });
    expect(await told(two?.personId)).toEqual(["enrolment_invited", "enrolment_invited"]);
    expect(await acceptSeat(holder(two?.id ?? ""), { enrolmentId: two?.id ?? "" })).toMatchObject({ state: "waiting" });
  });

  it("can be declined, which is a no and no cancellation", async () => {
    const event = await buildEvent(owner, {});
    const invited = await buildEnrolment(owner, event.id, { state: "invited", source: "invitation" });
    await cancelEnrolment(holder(invited.id), { enrolmentId: invited.id });
    expect(await row(invited.id)).toMatchObject({ state: "declined", leftAs: "invited" });
  });
});
