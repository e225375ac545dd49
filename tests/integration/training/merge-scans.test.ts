import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { contextFor } from "#app/context.server";
import { action as sendScans } from "#app/routes/teach/door-scans";
import { badgeOf } from "#app/training/presence/badges.server";
import { sealedList } from "#app/training/presence/door-queries.server";
import type { Scans } from "#app/training/presence/forms";
import { mergeScans } from "#app/training/presence/merge-scans.server";
import { replaceBadge } from "#app/training/presence/replace-badge.server";
import { people } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";
import { doors } from "#db/schema/doors";
import { enrolments, presenceObservations } from "#db/schema/training";
import { buildEnrolment, buildEvent, buildMember, buildRoster } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { openedBy, sealedAtDoor } from "#tests/support/door";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();

const begins = new Date("2027-01-12T08:00:00Z");
const now = new Date("2027-01-12T12:00:00Z");
const minutes = (count: number) => count * 60_000;
const trainer = await buildMember(owner, "trainer");
const stranger = await buildMember(owner, "trainer");
const asTrainer = contextFor(trainer.actor, now, app);

async function atDoor(size: number, seats = size) {
  const event = await buildEvent(owner, { seats, trainerIds: [trainer.account.id] });
  const roster = await buildRoster(owner, event.id, size);
  const sittingId = event.sittings[0]?.id ?? "";
  const doorId = randomUUID();
  const scan = (badge: string, minute = 0, more: object = {}) => ({
    id: randomUUID(),
    sittingId,
    at: begins.getTime() + minutes(minute),
    offset: 0,
    kind: "in" as const,
    badge,
    ...more,
  });
  const send = (scans: Scans["scans"], more: Partial<Scans> = {}) =>
    mergeScans(asTrainer, event.id, { doorId, label: "Hyrja", deviceTime: now.getTime(), scans, ...more });
  const badge = (place: number) => badgeOf(roster[place] ?? { id: "", badgeVersion: 0 });
  return { event, roster, sittingId, doorId, scan, send, badge };
}

const rowsOf = (enrolmentId: string) =>
  owner
    .select()
    .from(presenceObservations)
    .where(eq(presenceObservations.enrolmentId, enrolmentId))
    .orderBy(asc(presenceObservations.id));

describe("scans of a door", () => {
  it("are kept with door, device's time and arrival, once, whatever is sent again", async () => {
    const { event, roster, doorId, scan, send, badge } = await atDoor(1);
    const scans = [scan(badge(0), 20), scan(badge(0), 150, { kind: "out" })];
    expect((await send(scans)).map(({ outcome }) => outcome)).toEqual(["recorded", "recorded"]);
    expect((await send(scans)).map(({ outcome }) => outcome)).toEqual(["recorded", "recorded"]);
    const rows = await rowsOf(roster[0]?.id ?? "");
    expect(rows.map(({ kind, mark, minutes: known }) => [kind, mark, known])).toEqual([
      ["in", "late", 160],
      ["out", "left_early", 130],
    ]);
    expect(rows[0]).toMatchObject({
      channel: "door",
      doorId,
      receivedAt: now,
      recordedBy: trainer.account.id,
      observedAt: new Date(begins.getTime() + minutes(20)),
    });
    const [door] = await owner.select().from(doors).where(eq(doors.id, doorId));
    expect(door).toMatchObject({ label: "Hyrja", syncedAt: now, eventId: event.id });
    const audit = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, event.id));
    expect(audit).toMatchObject([{ action: "merge-scans", count: 2 }]);
  });

  it("of several doors merge to the earliest arrival, however late it is sent", async () => {
    const { roster, scan, send, badge } = await atDoor(1);
    await send([scan(badge(0), 40)]);
    const [answer] = await send([scan(badge(0), 5)], { doorId: randomUUID() });
    expect(answer?.outcome).toBe("recorded");
    expect((await rowsOf(roster[0]?.id ?? "")).map(({ mark, minutes: known }) => [mark, known])).toEqual([
      ["late", 140],
      ["present", 180],
    ]);
  });

  it("say why they are not kept", async () => {
    const { event, roster, scan, send, badge } = await atDoor(2);
    const other = await atDoor(1);
    const lost = badge(1);
    await replaceBadge(asTrainer, { enrolmentId: roster[1]?.id ?? "" });
    const cancelled = await buildEnrolment(owner, event.id, { state: "cancelled" });
    const waiting = await buildEnrolment(owner, event.id, {});
    const scans = [
      scan("https://example.al"),
      scan(badgeOf({ id: randomUUID(), badgeVersion: 0 })),
      scan(other.badge(0)),
      scan(lost),
      scan(badgeOf(cancelled)),
      scan(badgeOf(waiting)),
      scan(badge(0), -24 * 60),
      scan(badge(0), 0, { sittingId: randomUUID() }),
    ];
    const answers = new Map((await send(scans)).map(({ id, outcome }) => [id, outcome]));
    expect(scans.map(({ id }) => answers.get(id))).toEqual([
      "not_a_badge",
      "unknown_badge",
      "other_event",
      "replaced_badge",
      "cancelled",
      "waiting",
      "wrong_day",
      "session_gone",
    ]);
    expect(await rowsOf(roster[0]?.id ?? "")).toEqual([]);
  });

  it("leave standing what the trainer marked, flagged, and a wrong clock is flagged", async () => {
    const { roster, sittingId, scan, send, badge } = await atDoor(2);
    const mark = { sittingId, enrolmentId: roster[0]?.id ?? "", mark: "absent", observedAt: begins } as const;
    await owner.insert(presenceObservations).values({ ...mark, channel: "list" });
    const [marked] = await send([scan(badge(0), 30)]);
    const wrong = minutes(300);
    const late = scan(badge(1), 30 - 300, { offset: wrong });
    const [off] = await send([late], { deviceTime: now.getTime() - wrong });
    expect([marked?.flag, off?.flag]).toEqual(["after_mark", "clock_off"]);
    expect((await rowsOf(roster[0]?.id ?? "")).at(-1)).toMatchObject({ mark: "absent", flag: "after_mark" });
    expect((await rowsOf(roster[1]?.id ?? "")).at(-1)).toMatchObject({
      mark: "late",
      minutes: 150,
      flag: "clock_off",
      observedAt: new Date(begins.getTime() + minutes(30)),
    });
  });

  it("of walk-ins give a seat once, know people by mail address, and stop when the event is full", async () => {
    const { event, scan, send } = await atDoor(1, 3);
    const list = await sealedList(asTrainer, event);
    const walkIn = async (person: object) => {
      const { badge: _, ...rest } = scan("");
      return { ...rest, sealed: await sealedAtDoor(list.key, event.id, person) };
    };
    const known = await buildMember(owner, "professional");
    const mira = await walkIn({ givenName: "Mira", familyName: "Hoxha" });
    const arta = await walkIn({ givenName: "Arta", familyName: "Dervishi", email: known.account.email });
    const full = await walkIn({ givenName: "Ilir", familyName: "Meta" });
    const broken = { ...mira, id: randomUUID(), sealed: "AAAA" };
    const first = await send([mira, arta, full, broken]);
    expect(first.map(({ outcome }) => outcome).sort()).toEqual([
      "event_full",
      "recorded",
      "recorded",
      "walk_in_unreadable",
    ]);
    expect((await send([mira, arta])).map(({ outcome }) => outcome)).toEqual(["recorded", "recorded"]);
    const rows = await owner
      .select({ familyName: people.familyName, personId: people.id })
      .from(enrolments)
      .innerJoin(people, eq(people.id, enrolments.personId))
      .where(eq(enrolments.source, "walk_in"));
    expect(rows).toHaveLength(2);
    expect(rows.some(({ personId }) => personId === known.account.personId)).toBe(true);
  });

  it("are opened where the door has kept them sealed, and only with their own event", async () => {
    const { event, scan, send, badge } = await atDoor(2);
    const other = await atDoor(1);
    const { key } = await sealedList(asTrainer, event);
    const kept = async (eventId: string, what: string) => {
      const { badge: _, ...rest } = scan("");
      return { ...rest, sealed: await sealedAtDoor(key, eventId, { badge: what }) };
    };
    const scans = [
      await kept(event.id, badge(0)),
      await kept(other.event.id, badge(1)),
      await kept(event.id, "nothing"),
    ];
    const answers = new Map((await send(scans)).map(({ id, outcome }) => [id, outcome]));
    expect(scans.map(({ id }) => answers.get(id))).toEqual(["recorded", "walk_in_unreadable", "not_a_badge"]);
  });

  it("are a 404 at somebody else's door, and a door stays with its event", async () => {
    const one = await atDoor(1);
    const other = await atDoor(1);
    const asStranger = contextFor(stranger.actor, now, app);
    const sent = { doorId: one.doorId, label: "x", deviceTime: now.getTime(), scans: [] };
    await one.send([]);
    await expect(mergeScans(asStranger, one.event.id, sent)).rejects.toMatchObject({ status: 404 });
    await expect(mergeScans(asTrainer, other.event.id, sent)).rejects.toMatchObject({ status: 404 });
  });

  it("come as JSON, and what is something else is refused with 400", async () => {
    const { event } = await atDoor(1);
    const args = await routeArgs(`/teach/events/${event.id}/door/scans`, {
      account: trainer.account,
      params: { id: event.id },
      form: { scans: "none" },
    });
    expect(await statusOf(sendScans(args as never))).toBe(400);
  });
});

describe("the list that a door takes along", () => {
  it("opens with somebody's own badge only, and names nobody without", async () => {
    const { event, roster, badge } = await atDoor(3);
    const lost = badge(2);
    await replaceBadge(asTrainer, { enrolmentId: roster[2]?.id ?? "" });
    const list = await sealedList(asTrainer, event);
    expect(Object.keys(list.records)).toHaveLength(4);
    expect(JSON.stringify(list)).not.toContain("Mbiemri");
    for (const { id } of roster) expect(JSON.stringify(list)).not.toContain(id);
    expect(await openedBy(badge(0), event.id, list.records)).toEqual({
      name: "Arta Mbiemri1",
      institution: null,
      state: "admitted",
    });
    expect(await openedBy(lost, event.id, list.records)).toEqual({ state: "replaced" });
    const other = await atDoor(1);
    expect(await openedBy(other.badge(0), event.id, list.records)).toBeNull();
    expect(await openedBy(badge(0), other.event.id, list.records)).toBeNull();
  });
});
