import { readFileSync } from "node:fs";
import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { type Context, contextFor, type TrainingManager } from "#app/context.server";
import { commitImport } from "#app/training/imports/commit-import.server";
import { discardImport } from "#app/training/imports/discard-import.server";
import { previewImport } from "#app/training/imports/preview-import.server";
import { importForManager, importsOfEvent } from "#app/training/imports/queries.server";
import { undoImport } from "#app/training/imports/undo-import.server";
import { people } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";
import { enrolments, imports, presenceObservations } from "#db/schema/training";
import { buildEnrolment, buildEvent, buildMember, buildPerson } from "#db/seeds/build.server";
import { type TestDatabase, testDatabase } from "#tests/support/database";

let db: TestDatabase;
let context: Context<TrainingManager>;

// Every list meets people of its own test only.
beforeEach(async () => {
  db = await testDatabase();
  const { actor } = await buildMember(db.owner, "training_manager");
  context = contextFor(actor, new Date("2026-11-20T10:00:00Z"), db.app);
});

const sample = (name: string) => readFileSync(`tests/support/samples/${name}`);

const at = (day: string, from: string, to: string) => ({
  startsAt: new Date(`${day}T${from}:00Z`),
  endsAt: new Date(`${day}T${to}:00Z`),
});

/** Two days of two sessions each. */
function twoDays(seats: number, first = "2021-05-27", second = "2021-05-28") {
  const sittings = [first, second].flatMap((day) => [at(day, "07:00", "10:00"), at(day, "11:00", "14:00")]);
  return buildEvent(db.owner, { seats, sittings });
}

async function preview(eventId: string, fileName: string, content = sample(fileName)) {
  const result = await previewImport(context, { eventId, fileName, content });
  if (!result.ok) throw new Error(result.reason);
  return result.importId;
}

const see = (eventId: string, importId: string) =>
  importForManager(context, { eventId, importId, filter: "all", page: 1, pageSize: 2000 });

describe("the list from Kukës", () => {
  test("is read, judged, imported and taken back", async () => {
    const event = await twoDays(30);
    const importId = await preview(event.id, "pjesemarresit-kukes.csv");
    const shown = await see(event.id, importId);
    expect(shown.encoding).toBe("Windows-1250");
    expect(shown.layout.delimiter).toBe(";");
    expect(shown.counts).toEqual({ new_person: 17, duplicate: 1, skipped: 1 });
    const duplicate = shown.rows.find(({ verdict }) => verdict === "duplicate");
    expect([duplicate?.line, duplicate?.first?.line]).toEqual([23, 13]);
    expect(shown.rows.find(({ line }) => line === 10)?.entry).toMatchObject({ given: "Xhevahire", family: "Mëhilli" });
    const [none] = await db.owner
      .select({ n: sql<number>`count(*)::int` })
      .from(enrolments)
      .where(eq(enrolments.eventId, event.id));
    expect(none?.n).toBe(0);

    const done = await commitImport(context, { eventId: event.id, importId });
    expect(done).toEqual({ ok: true, people: 17, enrolled: 17, waiting: 0, marks: 0, filled: 0 });
    expect(await commitImport(context, { eventId: event.id, importId })).toEqual({
      ok: false,
      reason: "no_longer_previewed",
    });
    const [kept] = await db.owner.select({ content: imports.content }).from(imports).where(eq(imports.id, importId));
    expect(kept?.content).toBeNull();

    expect(await undoImport(context, { eventId: event.id, importId })).toEqual({
      ok: true,
      enrolments: 17,
      people: 17,
      marks: 0,
      kept: 0,
    });
    expect(await undoImport(context, { eventId: event.id, importId })).toEqual({ ok: false, reason: "not_committed" });
    const [gone] = await db.owner
      .select({ n: sql<number>`count(*)::int` })
      .from(people)
      .where(eq(people.email, "zef.dede7@example.al"));
    expect(gone?.n).toBe(0);
    const audit = await db.owner
      .select({ action: auditEvents.action })
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, importId));
    expect(audit.map(({ action }) => action)).toEqual(["preview-import", "commit-import", "undo-import"]);
  });

  test("knows people again, and says by what", async () => {
    const event = await twoDays(30);
    const byMail = await buildPerson(db.owner, {
      givenName: "Xhevahire",
      familyName: "Mehilli",
      email: "xhevahire.mehilli4@example.al",
    });
    const enrolled = await buildPerson(db.owner, {
      givenName: "Dritan",
      familyName: "Balla",
      phone: "+355 67 233 2130",
    });
    await buildEnrolment(db.owner, event.id, { personId: enrolled.id, seat: 1 });
    await buildPerson(db.owner, { givenName: "Agim", familyName: "Tusha", email: "other.agim@example.al" });
    const importId = await preview(event.id, "pjesemarresit-kukes.csv");
    const { rows, counts } = await see(event.id, importId);
    expect(counts).toEqual({ new_person: 15, known_person: 1, already_enrolled: 1, duplicate: 1, skipped: 1 });
    expect(rows.find(({ line }) => line === 10)).toMatchObject({
      verdict: "known_person",
      remarks: ["surname_first", "by_mail", "lacks_phone"],
    });
    expect(rows.find(({ line }) => line === 7)).toMatchObject({ verdict: "already_enrolled", remarks: ["by_phone"] });
    expect(rows.find(({ line }) => line === 17)).toMatchObject({
      verdict: "new_person",
      remarks: ["capitals", "namesake_known"],
    });
    await commitImport(context, { eventId: event.id, importId });
    await undoImport(context, { eventId: event.id, importId });
    const stay = await db.owner
      .select({ id: enrolments.personId })
      .from(enrolments)
      .where(eq(enrolments.eventId, event.id));
    expect(stay).toEqual([{ id: enrolled.id }]);
    const [known] = await db.owner.select({ id: people.id }).from(people).where(eq(people.id, byMail.id));
    expect(known?.id).toBe(byMail.id);
  });
});

test("a tick of the list from Elbasan marks every session of its day", async () => {
  const event = await twoDays(30);
  const importId = await preview(event.id, "pjesemarresit-elbasan.xlsx");
  const shown = await see(event.id, importId);
  expect(shown.layout.sheets.map(({ day }) => day)).toEqual([1, 2]);
  expect(shown.counts).toEqual({ new_person: 25, continued: 23 });
  const done = await commitImport(context, { eventId: event.id, importId });
  expect(done).toMatchObject({ ok: true, people: 25, enrolled: 25 });
  const marks = await db.owner.execute<{ family: string; marks: number }>(sql`
    select p.given_name || ' ' || p.family_name as family, count(o.id)::int as marks
    from enrolments n join people p on p.id = n.person_id left join presence_observations o on o.enrolment_id = n.id
    where n.event_id = ${event.id} group by 1`);
  const of = (name: string) => marks.find(({ family }) => family === name)?.marks;
  expect([of("Lindita Topalli"), of("Çlirim Ndoja"), of("Vjollca Muça"), of("Çlirim Ukaj")]).toEqual([4, 2, 2, 0]);

  const swapped = await previewImport(context, {
    eventId: (await twoDays(30)).id,
    fileName: "x.xlsx",
    content: sample("pjesemarresit-elbasan.xlsx"),
    choices: { days: { "0": 2, "1": "none" } },
  });
  expect(swapped.ok).toBe(true);
});

test("another reading of a previewed list replaces the rows", async () => {
  const event = await twoDays(30);
  const importId = await preview(event.id, "pjesemarresit-elbasan.xlsx");
  const again = await previewImport(context, { eventId: event.id, importId, choices: { days: { "0": 2, "1": 1 } } });
  expect(again).toEqual({ ok: true, importId, rows: 48 });
  const { rows, layout } = await see(event.id, importId);
  expect(layout.sheets.map(({ day }) => day)).toEqual([2, 1]);
  expect(rows.find(({ entry }) => entry.family === "Muça")?.entry.marks).toEqual({ 1: "present", 2: "present" });
});

test("a thousand people with four marks each", async () => {
  const event = await twoDays(1000);
  const content = sample("pjesemarresit-1000.csv");
  const importId = await preview(event.id, "pjesemarresit-1000.csv", content);
  const done = await commitImport(context, { eventId: event.id, importId });
  expect(done).toMatchObject({ ok: true, people: 1000, enrolled: 1000, waiting: 0, marks: 4000 });
  const byMark = await db.owner
    .select({ mark: presenceObservations.mark, n: sql<number>`count(*)::int` })
    .from(presenceObservations)
    .where(eq(presenceObservations.importId, importId))
    .groupBy(presenceObservations.mark);
  expect(new Set(byMark.map(({ mark }) => mark))).toEqual(new Set(["present", "late", "excused", "absent"]));

  const again = await preview(event.id, "pjesemarresit-1000.csv", content);
  expect((await see(event.id, again)).counts).toEqual({ already_enrolled: 1000 });
  expect(await commitImport(context, { eventId: event.id, importId: again })).toMatchObject({ people: 0, marks: 0 });
  expect(await undoImport(context, { eventId: event.id, importId: again })).toMatchObject({ enrolments: 0, people: 0 });
  const undone = await undoImport(context, { eventId: event.id, importId });
  expect(undone).toMatchObject({ ok: true, enrolments: 1000, people: 1000, kept: 0 });
});

test("more people than seats: the rest waits, in the order of the list, and undo seats nobody else", async () => {
  const event = await twoDays(10);
  const importId = await preview(event.id, "pjesemarresit-kukes.csv");
  expect((await see(event.id, importId)).counts).toMatchObject({ new_person: 10, waiting: 7 });
  expect(await commitImport(context, { eventId: event.id, importId })).toMatchObject({ enrolled: 10, waiting: 7 });
  expect(await undoImport(context, { eventId: event.id, importId })).toMatchObject({ enrolments: 17, people: 17 });
});

test("what changed since the preview stops the import, and the preview is judged again", async () => {
  const event = await twoDays(30);
  const importId = await preview(event.id, "pjesemarresit-kukes.csv");
  await buildPerson(db.owner, { givenName: "Zef", familyName: "Dedë", email: "zef.dede7@example.al" });
  expect(await commitImport(context, { eventId: event.id, importId })).toEqual({ ok: false, reason: "changed_since" });
  expect((await see(event.id, importId)).counts).toMatchObject({ new_person: 16, known_person: 1 });
  expect(await commitImport(context, { eventId: event.id, importId })).toMatchObject({ ok: true, people: 16 });
});

test("many confirmations at once write once", async () => {
  const event = await twoDays(40);
  const importId = await preview(event.id, "pjesemarresit-elbasan.xlsx");
  const all = await Promise.all(
    Array.from({ length: 8 }, () => commitImport(context, { eventId: event.id, importId })),
  );
  expect(all.filter(({ ok }) => ok)).toHaveLength(1);
  const [count] = await db.owner
    .select({ n: sql<number>`count(*)::int` })
    .from(enrolments)
    .where(eq(enrolments.eventId, event.id));
  expect(count?.n).toBe(25);
});

test("marks on people who were there before are retracted by undo, not erased", async () => {
  const event = await twoDays(40);
  const first = await preview(event.id, "pjesemarresit-kukes.csv");
  await commitImport(context, { eventId: event.id, importId: first });
  const marked = Buffer.from("emri mbiemri;e-mail;seanca 1\nYlli Vuçaj;ylli.vucaj@example.al;P\n");
  const second = await preview(event.id, "shenja.csv", marked);
  expect(await commitImport(context, { eventId: event.id, importId: second })).toMatchObject({ people: 0, marks: 1 });
  expect(await undoImport(context, { eventId: event.id, importId: second })).toMatchObject({
    marks: 1,
    enrolments: 0,
    kept: 0,
  });
  const observed = await db.owner
    .select({ mark: presenceObservations.mark })
    .from(presenceObservations)
    .where(eq(presenceObservations.importId, second))
    .orderBy(presenceObservations.id);
  expect(observed.map(({ mark }) => mark)).toEqual(["present", "not_recorded"]);
});

test("what was used since an import stays, and undo says how much", async () => {
  const event = await twoDays(40);
  const first = await preview(event.id, "pjesemarresit-kukes.csv");
  await commitImport(context, { eventId: event.id, importId: first });
  const marked = Buffer.from("emri mbiemri;e-mail;seanca 1\nYlli Vuçaj;ylli.vucaj@example.al;P\n");
  await commitImport(context, { eventId: event.id, importId: await preview(event.id, "shenja.csv", marked) });
  expect(await undoImport(context, { eventId: event.id, importId: first })).toMatchObject({
    enrolments: 16,
    people: 16,
    kept: 1,
  });
});

test("a list for a stranger's event, a cancelled event, a discarded list", async () => {
  const event = await twoDays(40);
  const other = await twoDays(40);
  const importId = await preview(event.id, "pjesemarresit-kukes.csv");
  for (const command of [commitImport, undoImport, discardImport])
    await expect(command(context, { eventId: other.id, importId })).rejects.toMatchObject({ status: 404 });
  await expect(see(other.id, importId)).rejects.toMatchObject({ status: 404 });
  await expect(preview("019aaaaa-0000-7000-8000-000000000000", "pjesemarresit-kukes.csv")).rejects.toMatchObject({
    status: 404,
  });
  expect(await discardImport(context, { eventId: event.id, importId })).toEqual({ ok: true });
  expect(await importsOfEvent(context, event.id)).toEqual([]);
  expect(await commitImport(context, { eventId: event.id, importId })).toEqual({
    ok: false,
    reason: "no_longer_previewed",
  });
  expect(await previewImport(context, { eventId: event.id, importId, choices: {} })).toEqual({
    ok: false,
    reason: "no_longer_previewed",
  });
  const called = await buildEvent(db.owner, { state: "cancelled" });
  const refused = { eventId: called.id, fileName: "x.csv", content: sample("pjesemarresit-kukes.csv") };
  expect(await previewImport(context, refused)).toEqual({ ok: false, reason: "event_cancelled" });
});

test("what somebody chose for columns is known the next time the same headings come", async () => {
  const [event, other] = [await twoDays(40), await twoDays(40)];
  const list = (name: string) =>
    Buffer.from(`Emri;Mbiemri;E-mail;Pika jonë\n${name};Kola;${name}.k@example.al;Bashkia Kukës\n`);
  const first = await preview(event.id, "a.csv", list("Arta"));
  expect((await see(event.id, first)).rows[0]?.entry.institution).toBeNull();
  const choices = { columns: { "0-3": "institution" } } as const;
  await previewImport(context, { eventId: event.id, importId: first, choices });
  const second = await see(other.id, await preview(other.id, "b.csv", list("Besa")));
  expect(second.rows[0]?.entry.institution).toBe("Bashkia Kukës");
  expect(second.layout.remembered).toBe(true);
});

test.each(["people", "enrolments", "presence_observations", "imports"])(
  "an import that breaks off while it writes %s leaves nothing behind, and can be done again",
  async (table) => {
    const event = await twoDays(40);
    const importId = await preview(event.id, "pjesemarresit-elbasan.xlsx");
    const stop = table === "imports" ? "old.state = 'previewed'" : "nextval('broken_off_at') = 7";
    await db.owner.execute(
      sql.raw(`
      create sequence broken_off_at;
      create function break_off() returns trigger language plpgsql as $$
        begin if ${stop} then perform pg_terminate_backend(pg_backend_pid()); end if; return new; end $$;
      create trigger break_off before ${table === "imports" ? "update" : "insert"} on ${table}
        for each row execute function break_off()`),
    );
    const counts = async () => {
      const [row] = await db.owner.execute<Record<string, number>>(sql`select
        (select count(*)::int from people) as people, (select count(*)::int from enrolments) as enrolments,
        (select count(*)::int from presence_observations) as marks,
        (select count(*)::int from audit_events where action = 'commit-import') as audit`);
      return row;
    };
    const before = await counts();
    await expect(commitImport(context, { eventId: event.id, importId })).rejects.toThrow();
    expect(await counts()).toEqual(before);
    expect((await see(event.id, importId)).state).toBe("previewed");
    await db.owner.execute(
      sql.raw(`drop trigger break_off on ${table}; drop function break_off(); drop sequence broken_off_at`),
    );
    expect(await commitImport(context, { eventId: event.id, importId })).toMatchObject({ ok: true, people: 25 });
  },
);
