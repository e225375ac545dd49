import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { contextFor } from "#app/context.server";
import { badgeOf } from "#app/training/presence/badges.server";
import type { Scans } from "#app/training/presence/forms";
import { mergeScans } from "#app/training/presence/merge-scans.server";
import { scansSay } from "#app/training/presence/observations";
import { buildEvent, buildMember, buildRoster } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";

const { app, owner } = await testDatabase();

const DOORS = 32;
const PEOPLE = 2500;
const BATCH = 50;
const minute = 60_000;
/** The last door was offline all day, and its clock five hours behind. */
const WRONG = 5 * 60 * minute;

const day = "2027-01-12";
const sittings = ["07:00", "09:00", "11:00", "13:00"].map((time) => {
  const startsAt = new Date(`${day}T${time}:00Z`);
  return { startsAt, endsAt: new Date(startsAt.getTime() + 90 * minute) };
});
const now = new Date(`${day}T15:00:00Z`);

test("32 doors send 20,000 scans with retries, duplicates and out of order: each is kept exactly once", async () => {
  const trainer = await buildMember(owner, "trainer");
  const event = await buildEvent(owner, { seats: PEOPLE, sittings, trainerIds: [trainer.account.id] });
  const roster = await buildRoster(owner, event.id, PEOPLE);
  const random = randomFrom(20_270_112);
  const doors = Array.from({ length: DOORS }, (_, place) => ({
    doorId: randomUUID(),
    wrong: place === DOORS - 1 ? WRONG : 0,
    scans: [] as Scans["scans"],
  }));
  const expected = new Map<string, string>();
  for (const sitting of event.sittings)
    for (const person of roster) {
      const came = sitting.startsAt.getTime() + Math.floor(random() * 60) * minute;
      const left = came + Math.floor(random() * 60) * minute + minute;
      const seen = [
        { kind: "in" as const, at: came },
        { kind: "out" as const, at: left },
      ];
      for (const { kind, at } of seen) {
        const door = doors[Math.floor(random() * DOORS)] ?? doors[0];
        const badge = badgeOf(person);
        door?.scans.push({ id: randomUUID(), sittingId: sitting.id, kind, badge, at: at - door.wrong, offset: null });
      }
      const scans = seen.map(({ kind, at }) => ({
        kind,
        observedAt: new Date(at),
        mark: "present" as const,
        minutes: null,
      }));
      const known = scansSay(scans, sitting);
      expected.set(`${sitting.id} ${person.id}`, `${known?.status} ${known?.minutes}`);
    }
  const total = doors.reduce((sum, { scans }) => sum + scans.length, 0);
  expect(total).toBe(20_000);

  const answered = new Set<string>();
  await Promise.all(
    doors.map(async ({ doorId, wrong, scans }) => {
      for (const batch of batchesOf(shuffled(scans, random))) {
        const sent = { doorId, label: "Hyrja", deviceTime: now.getTime() - wrong, scans: batch };
        const send = () => mergeScans(contextFor(trainer.actor, now, app), event.id, sent);
        // Every third batch is sent twice at once, as after an answer that never came.
        const answers = await Promise.all(random() < 0.33 ? [send(), send()] : [send()]);
        for (const { id, outcome } of answers.flat()) {
          expect(["recorded", "already_in", "already_out"]).toContain(outcome);
          answered.add(id);
        }
      }
    }),
  );
  expect(answered.size).toBe(total);

  const [kept] = await owner.execute<{ rows: number; scans: number; flagged: number; away: number }>(sql`
    select count(*)::int as rows, count(distinct scan_id)::int as scans,
      count(*) filter (where flag = 'clock_off')::int as flagged,
      count(*) filter (where observed_at < ${sittings[0]?.startsAt.toISOString()}::timestamptz)::int as away
    from presence_observations where door_id is not null`);
  expect(kept).toMatchObject({ rows: total, scans: total, flagged: doors.at(-1)?.scans.length, away: 0 });
  const latest = await owner.execute<{ place: string; known: string }>(sql`
    select distinct on (sitting_id, enrolment_id) sitting_id || ' ' || enrolment_id as place, mark || ' ' || minutes as known
    from presence_observations order by sitting_id, enrolment_id, id desc`);
  expect(latest).toHaveLength(expected.size);
  expect(latest.filter(({ place, known }) => expected.get(place) !== known)).toEqual([]);
}, 600_000);

/** Numbers between 0 and 1, the same ones for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((one) => ({ one, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one);
}

function batchesOf<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / BATCH) }, (_, place) =>
    list.slice(place * BATCH, (place + 1) * BATCH),
  );
}
