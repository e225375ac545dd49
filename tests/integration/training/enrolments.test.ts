import { asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { searchPeople } from "#app/accounts/people-queries.server";
import { contextFor } from "#app/context.server";
import { admitPerson } from "#app/training/enrolments/admit-person.server";
import { cancelEnrolment } from "#app/training/enrolments/cancel-enrolment.server";
import { rosterForManager } from "#app/training/enrolments/queries.server";
import { signUpForEvent } from "#app/training/enrolments/sign-up-for-event.server";
import { auditEvents } from "#db/schema/audit";
import { outboxMessages } from "#db/schema/messages";
import { enrolments } from "#db/schema/training";
import { buildEnrolment, buildEvent, buildMember, buildPerson, memberOf } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";

const { app, owner } = await testDatabase();
const now = new Date("2027-01-05T10:00:00Z");
const manager = await buildMember(owner, "training_manager");
const asManager = contextFor(manager.actor, now, app);
const asAnyone = contextFor({ kind: "anyone" }, now, app);
const nobody = "019aaaaa-0000-7000-8000-000000000000";

let last = 0;
const somebody = () => {
  last++;
  return { givenName: "Arta", familyName: `Numri${last}`, email: `arta.${last}@example.al` };
};
const signUp = (slug: string, person = somebody()) => signUpForEvent(asAnyone, { slug, person });
const rowsOf = (eventId: string) =>
  owner.select().from(enrolments).where(eq(enrolments.eventId, eventId)).orderBy(asc(enrolments.id));
const audited = async (id: string) =>
  (await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, id))).map(({ action }) => action);
const told = async (personId: string) =>
  (await owner.select().from(outboxMessages).where(eq(outboxMessages.recipientId, personId))).map(({ kind }) => kind);

describe("signing up in public", () => {
  it("gives seats while there are some, then places on the waiting list, and says so by mail", async () => {
    const event = await buildEvent(owner, { seats: 1 });
    const first = await signUp(event.slug);
    expect(first).toMatchObject({ ok: true, state: "admitted" });
    expect(await signUp(event.slug)).toMatchObject({ ok: true, state: "waiting" });
    const rows = await rowsOf(event.id);
    expect(rows.map(({ state, seat, source }) => [state, seat, source])).toEqual([
      ["admitted", 1, "sign_up"],
      ["waiting", null, "sign_up"],
    ]);
    expect(await told(rows[0]?.personId ?? "")).toEqual(["enrolment_admitted"]);
    expect(await told(rows[1]?.personId ?? "")).toEqual(["enrolment_waiting"]);
    expect(await audited(rows[0]?.id ?? "")).toEqual(["sign-up-for-event"]);
  });

  it("asks the manager where approval is wanted", async () => {
    const event = await buildEvent(owner, { registration: "approval" });
    expect(await signUp(event.slug)).toMatchObject({ ok: true, state: "applied" });
  });

  it("knows a mail address again, refuses a second time and brings somebody back", async () => {
    const event = await buildEvent(owner, {});
    const person = somebody();
    const first = await signUp(event.slug, person);
    expect(await signUp(event.slug, { ...person, email: person.email.toUpperCase() })).toEqual({
      ok: false,
      reason: "already_enrolled",
    });
    if (!first.ok) throw new Error(first.reason);
    await cancelEnrolment(asManager, { enrolmentId: first.enrolmentId });
    expect(await signUp(event.slug, person)).toEqual({ ok: true, enrolmentId: first.enrolmentId, state: "admitted" });
    const other = await buildEvent(owner, {});
    await signUp(other.slug, person);
    const { rows } = await searchPeople(asManager, { search: person.email, page: 1, pageSize: 9 });
    expect(rows).toHaveLength(1);
  });

  it("is refused with its reason", async () => {
    const cases = [
      [{ state: "cancelled" }, "event_cancelled"],
      [{ state: "held" }, "event_past"],
      [{ startsOn: "2027-01-04" }, "event_past"],
      [{ registration: "invitation" }, "registration_closed"],
      [{ registration: "closed" }, "registration_closed"],
    ] as const;
    for (const [more, reason] of cases) {
      const event = await buildEvent(owner, more);
      expect(await signUp(event.slug)).toEqual({ ok: false, reason });
      expect(await rowsOf(event.id)).toEqual([]);
    }
    await expect(signUp("nuk-ka-ky-takim")).rejects.toMatchObject({ status: 404 });
  });

  it("gives forty who click at once exactly the five seats there are", async () => {
    const event = await buildEvent(owner, { seats: 5 });
    const all = await Promise.all(Array.from({ length: 40 }, () => signUp(event.slug)));
    expect(all.every(({ ok }) => ok)).toBe(true);
    const rows = await rowsOf(event.id);
    const seats = rows.flatMap(({ seat }) => seat ?? []);
    expect(seats.sort()).toEqual([1, 2, 3, 4, 5]);
    expect(rows.filter(({ state }) => state === "waiting")).toHaveLength(35);
  });

  it("takes one person once who clicks ten times at once", async () => {
    const event = await buildEvent(owner, {});
    const person = await buildPerson(owner, { email: "dyfish@example.al" });
    const wanted = { givenName: person.givenName, familyName: person.familyName, email: "dyfish@example.al" };
    const all = await Promise.all(Array.from({ length: 10 }, () => signUp(event.slug, wanted)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await rowsOf(event.id)).toHaveLength(1);
  });

  it("takes a new address once in two events at the same moment", async () => {
    const events = [await buildEvent(owner, {}), await buildEvent(owner, {})];
    const person = somebody();
    const all = await Promise.all(events.map(({ slug }) => signUp(slug, person)));
    expect(all.every(({ ok }) => ok)).toBe(true);
    const people = await Promise.all(events.map(async ({ id }) => (await rowsOf(id))[0]?.personId));
    expect(people[0]).toBe(people[1]);
  });
});

describe("admitting somebody", () => {
  it("takes known and new people, walk-ins, and those who waited or applied", async () => {
    const event = await buildEvent(owner, { seats: 4 });
    const known = await buildPerson(owner, { familyName: "Gjoni" });
    expect(await admitPerson(asManager, { eventId: event.id, personId: known.id })).toMatchObject({
      ok: true,
      seat: 1,
    });
    const newPerson = { givenName: "Vjollca", familyName: "Muça", phone: "069 201 1223" };
    const walked = await admitPerson(asManager, { eventId: event.id, newPerson, walkIn: true });
    expect(walked).toMatchObject({ ok: true, seat: 2 });
    const applied = await buildEnrolment(owner, event.id, { state: "applied", person: { familyName: "Kola" } });
    expect(await admitPerson(asManager, { eventId: event.id, personId: applied.personId })).toMatchObject({
      ok: true,
      enrolmentId: applied.id,
      seat: 3,
    });
    const { rows } = await rosterForManager(asManager, event.id);
    expect(rows.map(({ familyName, source }) => [familyName, source])).toEqual([
      ["Gjoni", "manager"],
      ["Kola", "manager"],
      ["Muça", "walk_in"],
    ]);
    expect(walked.ok && (await audited(walked.enrolmentId))).toEqual(["admit-person"]);
  });

  it("is refused with its reason", async () => {
    const event = await buildEvent(owner, { seats: 1 });
    const known = await buildPerson(owner, { givenName: "Shpresa", familyName: "Rama", email: "shpresa@example.al" });
    const eventId = event.id;
    const admit = (newPerson: { givenName: string; familyName: string; email?: string }, namesake = false) =>
      admitPerson(asManager, { eventId, newPerson, namesake });
    expect(await admit({ givenName: "SHPRESA", familyName: "Rama" })).toEqual({ ok: false, reason: "name_known" });
    const taken = { givenName: "Tjetër", familyName: "Njeri", email: "shpresa@example.al" };
    expect(await admit(taken, true)).toEqual({ ok: false, reason: "mail_known" });
    expect(await admit({ givenName: "Shpresa", familyName: "Rama" }, true)).toMatchObject({ ok: true });
    expect(await admitPerson(asManager, { eventId, personId: known.id })).toEqual({ ok: false, reason: "event_full" });
    const [{ personId } = { personId: "" }] = await rowsOf(eventId);
    expect(await admitPerson(asManager, { eventId, personId })).toEqual({ ok: false, reason: "already_enrolled" });
    await expect(admitPerson(asManager, { eventId, personId: nobody })).rejects.toMatchObject({ status: 404 });
    await expect(admitPerson(asManager, { eventId: nobody, personId })).rejects.toMatchObject({ status: 404 });
    const called = await buildEvent(owner, { state: "cancelled" });
    expect(await admitPerson(asManager, { eventId: called.id, personId })).toEqual({
      ok: false,
      reason: "event_cancelled",
    });
  });

  it("is for trainers in their own events only", async () => {
    const own = await buildMember(owner, "trainer");
    const stranger = await buildMember(owner, "trainer");
    const event = await buildEvent(owner, { trainerIds: [own.account.id] });
    const person = await buildPerson(owner);
    const input = { eventId: event.id, personId: person.id, walkIn: true };
    await expect(admitPerson(contextFor(stranger.actor, now, app), input)).rejects.toMatchObject({ status: 404 });
    expect(await admitPerson(contextFor(own.actor, now, app), input)).toMatchObject({ ok: true });
  });
});

describe("cancelling", () => {
  it("keeps the seat for whoever has waited longest, and tells both", async () => {
    const event = await buildEvent(owner, { seats: 1 });
    const first = await signUp(event.slug);
    await signUp(event.slug);
    await signUp(event.slug);
    const [seated, next, third] = await rowsOf(event.id);
    if (!first.ok) throw new Error(first.reason);
    expect(await cancelEnrolment(asManager, { enrolmentId: first.enrolmentId })).toEqual({ ok: true, offered: 1 });
    const after = await rowsOf(event.id);
    expect(after.map(({ state, seat }) => [state, seat])).toEqual([
      ["cancelled", null],
      ["waiting", 1],
      ["waiting", null],
    ]);
    expect(await told(seated?.personId ?? "")).toContain("enrolment_cancelled");
    expect(await told(next?.personId ?? "")).toContain("enrolment_offered");
    expect(await told(third?.personId ?? "")).toEqual(["enrolment_waiting"]);
    expect(await cancelEnrolment(asManager, { enrolmentId: first.enrolmentId })).toEqual({
      ok: false,
      reason: "already_cancelled",
    });
    expect(await audited(first.enrolmentId)).toEqual(["sign-up-for-event", "cancel-enrolment"]);
  });

  it("fills each seat once when many cancel at once", async () => {
    const event = await buildEvent(owner, { seats: 5 });
    for (let count = 0; count < 12; count++) await signUp(event.slug);
    const seated = (await rowsOf(event.id)).filter(({ state }) => state === "admitted");
    await Promise.all(seated.map(({ id }) => cancelEnrolment(asManager, { enrolmentId: id })));
    const after = (await rowsOf(event.id)).filter(({ state }) => state === "waiting");
    expect(after.map(({ seat }) => seat).sort()).toEqual([1, 2, 3, 4, 5, null, null]);
    expect(after.map(({ seat, offeredUntil }) => (seat === null) === (offeredUntil === null))).not.toContain(false);
  });

  it("is for professionals their own, and only before it begins; a refused request is declined", async () => {
    const professional = await buildMember(owner, "professional");
    const event = await buildEvent(owner, { seats: 3 });
    const own = await buildEnrolment(owner, event.id, { personId: professional.account.personId, seat: 1 });
    const other = await buildEnrolment(owner, event.id, { state: "applied" });
    const as = (when: string) => contextFor(memberOf(professional.account, "professional"), new Date(when), app);
    const before = as("2027-01-12T07:59:00Z");
    await expect(cancelEnrolment(before, { enrolmentId: other.id })).rejects.toMatchObject({ status: 404 });
    await expect(cancelEnrolment(asManager, { enrolmentId: nobody })).rejects.toMatchObject({ status: 404 });
    const late = await cancelEnrolment(as("2027-01-12T08:00:00Z"), { enrolmentId: own.id });
    expect(late).toEqual({ ok: false, reason: "event_past" });
    expect(await cancelEnrolment(before, { enrolmentId: own.id })).toEqual({ ok: true, offered: 0 });
    await cancelEnrolment(asManager, { enrolmentId: other.id, decline: true });
    expect((await rowsOf(event.id)).map(({ state }) => state)).toEqual(["cancelled", "declined"]);
  });
});

it("finds people without ë and ç, in any order, and nothing by wildcards", async () => {
  await buildPerson(owner, { givenName: "Ëngjëllushe", familyName: "Çelaj", email: "e.celaj@example.al" });
  const find = async (search: string) =>
    (await searchPeople(asManager, { search, page: 1, pageSize: 20 })).rows.map(({ familyName }) => familyName);
  for (const search of ["engjellushe", "Çelaj Ëngj", "celaj", "E.CELAJ@example"])
    expect(await find(search)).toEqual(["Çelaj"]);
  for (const search of ["%", "_", "\\%", "celaj%"]) expect(await find(search)).not.toContain("nobody");
  expect(await find("%%%")).toEqual([]);
});
