import { asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { contextFor } from "#app/context.server";
import { action as allPresent } from "#app/routes/teach/all-present";
import { loader as teachHome } from "#app/routes/teach/home";
import { action as saveMarks } from "#app/routes/teach/marks";
import { loader as rosterPage, action as saveRoster } from "#app/routes/teach/roster";
import {
  notYetRecorded,
  ownSittings,
  presenceOfEvent,
  rosterOf,
  sittingForRoster,
} from "#app/training/presence/queries.server";
import { recordPresence } from "#app/training/presence/record-presence.server";
import { presenceOver } from "#app/training/presence/rules";
import { auditEvents } from "#db/schema/audit";
import { enrolments, presenceObservations } from "#db/schema/training";
import { buildEvent, buildMember, buildRoster } from "#db/seeds/build.server";
import type { PresenceMark } from "#db/vocabulary";
import { testDatabase } from "#tests/support/database";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();

const now = new Date("2027-01-12T09:00:00Z");
const manager = await buildMember(owner, "training_manager");
const trainer = await buildMember(owner, "trainer");
const stranger = await buildMember(owner, "trainer");
const asManager = contextFor(manager.actor, now, app);
const asTrainer = contextFor(trainer.actor, now, app);
const asStranger = contextFor(stranger.actor, now, app);

async function heldEvent(size: number) {
  const event = await buildEvent(owner, { seats: size, trainerIds: [trainer.account.id] });
  const roster = await buildRoster(owner, event.id, size);
  const [first, second] = event.sittings;
  if (!first || !second) throw new Error("two sittings expected");
  return { event, roster, first, second };
}

const observations = (enrolmentId: string) =>
  owner
    .select()
    .from(presenceObservations)
    .where(eq(presenceObservations.enrolmentId, enrolmentId))
    .orderBy(asc(presenceObservations.id));

describe("recording presence", () => {
  it("keeps what was observed before a correction and does not repeat what stands", async () => {
    const { roster, first } = await heldEvent(1);
    const [{ id: enrolmentId } = { id: "" }] = roster;
    const mark = (value: "present" | "late") =>
      recordPresence(asTrainer, { marks: [{ sittingId: first.id, enrolmentId, mark: value }], channel: "list" });
    expect(await mark("present")).toEqual({ ok: true, recorded: 1, unchanged: 0, noLongerAdmitted: 0 });
    expect(await mark("present")).toEqual({ ok: true, recorded: 0, unchanged: 1, noLongerAdmitted: 0 });
    expect(await mark("late")).toMatchObject({ recorded: 1 });
    const kept = await observations(enrolmentId);
    expect(kept.map((row) => row.mark)).toEqual(["present", "late"]);
    expect(kept[1]).toMatchObject({
      channel: "list",
      recordedBy: trainer.account.id,
      observedAt: now,
      receivedAt: now,
    });
  });

  it("takes a mark back without forgetting it, and takes none back where none stands", async () => {
    const { event, roster, first } = await heldEvent(2);
    const [one, other] = roster;
    if (!one || !other) throw new Error("two people expected");
    await recordPresence(asTrainer, {
      marks: [{ sittingId: first.id, enrolmentId: one.id, mark: "absent" }],
      channel: "list",
    });
    const result = await recordPresence(asManager, {
      marks: [one, other].map(({ id }) => ({ sittingId: first.id, enrolmentId: id, mark: "not_recorded" })),
      channel: "import",
    });
    expect(result).toMatchObject({ recorded: 1, unchanged: 1 });
    expect(await observations(one.id)).toHaveLength(2);
    const { people } = await presenceOfEvent(asManager, event.id);
    expect(people.find((person) => person.enrolmentId === one.id)?.marks).toEqual(["not_recorded", null]);
  });

  it("takes the last of two marks for one person and sitting", async () => {
    const { roster, first } = await heldEvent(1);
    const enrolmentId = roster[0]?.id ?? "";
    const marks = (["present", "excused"] as const).map((mark) => ({ sittingId: first.id, enrolmentId, mark }));
    expect(await recordPresence(asTrainer, { marks, channel: "list" })).toMatchObject({ recorded: 1 });
    expect((await observations(enrolmentId)).map((row) => row.mark)).toEqual(["excused"]);
  });

  it("is a 404 for a trainer of another event, another event's person, and unknown ids", async () => {
    const one = await heldEvent(1);
    const other = await heldEvent(1);
    const enrolmentId = one.roster[0]?.id ?? "";
    const attempt = (context: typeof asTrainer, sittingId: string, id: string) =>
      recordPresence(context, { marks: [{ sittingId, enrolmentId: id, mark: "present" }], channel: "list" });
    await expect(attempt(asStranger, one.first.id, enrolmentId)).rejects.toMatchObject({ status: 404 });
    await expect(attempt(asTrainer, other.first.id, enrolmentId)).rejects.toMatchObject({ status: 404 });
    await expect(attempt(asTrainer, one.first.id, one.event.id)).rejects.toMatchObject({ status: 404 });
    expect(await observations(enrolmentId)).toEqual([]);
  });

  it("keeps the minutes of scans where a mark says what they say, and gives way to them where it is taken back", async () => {
    const { event, roster, first } = await heldEvent(1);
    const enrolmentId = roster[0]?.id ?? "";
    const observedAt = new Date(first.startsAt.getTime() + 30 * 60_000);
    const scan = { sittingId: first.id, enrolmentId, kind: "in", mark: "late", minutes: 150, observedAt } as const;
    await owner.insert(presenceObservations).values({ ...scan, channel: "door" });
    const mark = (value: PresenceMark) =>
      recordPresence(asTrainer, { marks: [{ sittingId: first.id, enrolmentId, mark: value }], channel: "list" });
    expect(await mark("late")).toMatchObject({ recorded: 0, unchanged: 1 });
    for (const value of ["present", "late", "absent", "not_recorded"] as const) await mark(value);
    const rows = await observations(enrolmentId);
    expect(rows.map((row) => [row.mark, row.minutes])).toEqual([
      ["late", 150],
      ["present", null],
      ["late", 150],
      ["absent", null],
      ["late", 150],
    ]);
    const { people, rule, sittings } = await presenceOfEvent(asManager, event.id);
    const [person] = people;
    expect(presenceOver(sittings, person?.marks ?? [], rule, person?.minutes).attendedMinutes).toBe(150);
  });

  it("leaves out people who have lost their seat since, and records the others", async () => {
    const { roster, first } = await heldEvent(3);
    const gone = roster[1]?.id ?? "";
    await owner.update(enrolments).set({ state: "cancelled", seat: null }).where(eq(enrolments.id, gone));
    const marks = roster.map(({ id }) => ({ sittingId: first.id, enrolmentId: id, mark: "present" as const }));
    expect(await recordPresence(asTrainer, { marks, channel: "list" })).toEqual({
      ok: true,
      recorded: 2,
      unchanged: 0,
      noLongerAdmitted: 1,
    });
  });

  it("is refused for a cancelled event", async () => {
    const event = await buildEvent(owner, { state: "cancelled", seats: 1 });
    const [person] = await buildRoster(owner, event.id, 1);
    const marks = [{ sittingId: event.sittings[0]?.id ?? "", enrolmentId: person?.id ?? "", mark: "present" as const }];
    expect(await recordPresence(asManager, { marks, channel: "list" })).toEqual({
      ok: false,
      reason: "event_cancelled",
    });
  });

  it("writes one audit row with the number of marks", async () => {
    const { event, roster, first } = await heldEvent(4);
    const marks = roster.map(({ id }) => ({ sittingId: first.id, enrolmentId: id, mark: "present" as const }));
    await recordPresence(asTrainer, { marks, channel: "list" });
    const rows = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, event.id));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ action: "record-presence", actorKind: "trainer", count: 4 });
  });

  it("saves a thousand marks in one go", async () => {
    const { roster, first } = await heldEvent(1000);
    const marks = roster.map(({ id }) => ({ sittingId: first.id, enrolmentId: id, mark: "present" as const }));
    expect(await recordPresence(asTrainer, { marks, channel: "list" })).toMatchObject({ recorded: 1000 });
  });
});

describe("rosters", () => {
  it("show a trainer's own sittings only, with how many are recorded", async () => {
    const { roster, first } = await heldEvent(2);
    await recordPresence(asTrainer, {
      marks: [{ sittingId: first.id, enrolmentId: roster[0]?.id ?? "", mark: "late" }],
      channel: "list",
    });
    const own = await ownSittings(asTrainer, new Date("2027-01-01"));
    expect(own.find((sitting) => sitting.id === first.id)).toMatchObject({ people: 2, recorded: 1, sittingCount: 2 });
    expect(await ownSittings(asStranger, new Date("2027-01-01"))).toEqual([]);
    await expect(sittingForRoster(asStranger, first.id)).rejects.toMatchObject({ status: 404 });
    expect(await sittingForRoster(asManager, first.id)).toMatchObject({ previousId: null, position: 1 });
  });

  it("list everybody with the latest mark and know who has none", async () => {
    const { event, roster, first } = await heldEvent(3);
    const sitting = { id: first.id, eventId: event.id };
    for (const mark of ["present", "excused"] as const)
      await recordPresence(asTrainer, {
        marks: [{ sittingId: first.id, enrolmentId: roster[0]?.id ?? "", mark }],
        channel: "list",
      });
    const people = await rosterOf(asTrainer, sitting);
    expect(people.map((person) => person.mark)).toEqual(["excused", null, null]);
    expect(await notYetRecorded(asTrainer, sitting)).toHaveLength(2);
  });
});

describe("the pages", () => {
  it("answer 404 to somebody else's trainer and to what is no id", async () => {
    const { first } = await heldEvent(1);
    const params = { id: first.id };
    const path = `/teach/sittings/${first.id}`;
    for (const [route, form] of [
      [rosterPage, undefined],
      [saveRoster, {}],
      [allPresent, {}],
      [saveMarks, {}],
    ] as const) {
      const call = async (account: typeof trainer.account, id: string) =>
        statusOf(
          Promise.resolve(
            (route as (args: unknown) => Promise<unknown>)(
              await routeArgs(path, { account, params: { id }, ...(form && { form }) }),
            ),
          ),
        );
      expect(await call(stranger.account, params.id)).toBe(404);
      expect(await call(trainer.account, "1")).toBe(404);
    }
  });

  it("mark everybody who has no mark yet, and leave exceptions as they are", async () => {
    const { event, roster, first } = await heldEvent(3);
    const params = { id: first.id };
    const late = { form: { [`m.${roster[0]?.id}`]: "late" }, account: trainer.account, params };
    expect(await statusOf(saveMarks((await routeArgs("/", late)) as never))).toBe(200);
    expect(await statusOf(allPresent((await routeArgs("/", { ...late, form: {} })) as never))).toBe(303);
    const people = await rosterOf(asTrainer, { id: first.id, eventId: event.id });
    expect(people.map((person) => person.mark).sort()).toEqual(["late", "present", "present"]);
  });

  it("save a whole form, and refuse what cannot be read with nothing saved", async () => {
    const { event, roster, first } = await heldEvent(2);
    const params = { id: first.id };
    const form = Object.fromEntries(roster.map(({ id }) => [`m.${id}`, "present"]));
    const wrong = await routeArgs("/", { account: trainer.account, params, form: { ...form, "m.x": "present" } });
    expect(await statusOf(saveRoster(wrong as never))).toBe(400);
    expect(await notYetRecorded(asTrainer, { id: first.id, eventId: event.id })).toHaveLength(2);
    const right = await routeArgs("/", { account: trainer.account, params, form });
    expect(await statusOf(saveRoster(right as never))).toBe(303);
    expect(await notYetRecorded(asTrainer, { id: first.id, eventId: event.id })).toEqual([]);
  });

  it("send strangers to the sign-in page and other roles away", async () => {
    const professional = await buildMember(owner, "professional");
    expect(await statusOf(teachHome((await routeArgs("/teach")) as never))).toBe(303);
    expect(await statusOf(teachHome((await routeArgs("/teach", { account: professional.account })) as never))).toBe(
      403,
    );
    expect(await statusOf(teachHome((await routeArgs("/teach", { account: trainer.account })) as never))).toBe(200);
  });
});
