import { and, eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Context, contextFor, type System, type TrainingManager } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { commitConfirmedImports } from "#app/training/imports/commit-confirmed-imports.server";
import { commitImport } from "#app/training/imports/commit-import.server";
import { confirmImport } from "#app/training/imports/confirm-import.server";
import { discardImport } from "#app/training/imports/discard-import.server";
import { previewImport } from "#app/training/imports/preview-import.server";
import { importForManager } from "#app/training/imports/queries.server";
import { undoImport } from "#app/training/imports/undo-import.server";
import { accountRoles } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";
import { enrolments, imports } from "#db/schema/training";
import { buildEvent, buildMember, buildPerson } from "#db/seeds/build.server";
import { type TestDatabase, testDatabase } from "#tests/support/database";

// Thousands of rows on a machine that does other things beside.
const patience = { timeout: 180_000 };

const SIZE = 2_300;
const now = new Date("2026-11-20T10:00:00Z");
let db: TestDatabase;
let context: Context<TrainingManager>;
let worker: Context<System>;
let list: { eventId: string; importId: string };

beforeEach(async () => {
  db = await testDatabase();
  const { actor } = await buildMember(db.owner, "training_manager");
  context = contextFor(actor, now, db.app);
  worker = contextFor({ kind: "system" }, now, db.app);
  const { id: eventId } = await buildEvent(db.owner, { seats: SIZE });
  const lines = Array.from({ length: SIZE }, (_, place) => `Arta;Kola ${letters(place)};p${place}@example.al;P`);
  const content = Buffer.from(["Emri;Mbiemri;E-mail;Seanca 1", ...lines].join("\n"));
  const read = await previewImport(context, { eventId, fileName: "lista.csv", content });
  if (!read.ok) throw new Error(read.reason);
  list = { eventId, importId: read.importId };
}, patience.timeout);

afterEach(stopSendingBoss);

/** Surnames are words: 27 is "Bb". */
function letters(place: number): string {
  const last = String.fromCharCode(97 + (place % 26));
  return place < 26 ? `x${last}` : letters(Math.floor(place / 26) - 1) + last;
}

const see = () => importForManager(context, { ...list, filter: "all", page: 1, pageSize: 1 });
const enrolled = () => db.owner.$count(enrolments, eq(enrolments.eventId, list.eventId));
const acted = (action: string) =>
  db.owner.$count(auditEvents, and(eq(auditEvents.subjectId, list.importId), eq(auditEvents.action, action)));
const jobs = async () => {
  const rows = await db.owner.execute(
    sql`select 1 from pgboss.job where name = 'commit-imports' and state = 'created'`,
  );
  return rows.length;
};

test(
  "a large list is handed to the worker once, however often it is confirmed, and brought in whole",
  patience,
  async () => {
    const answers = await Promise.all([1, 2, 3].map(() => confirmImport(context, list)));
    expect(answers).toEqual([1, 2, 3].map(() => ({ ok: true, queued: true })));
    expect([await acted("confirm-import"), await jobs(), await enrolled()]).toEqual([1, 1, 0]);
    expect(await see()).toMatchObject({ state: "committing", doneRows: 0, rowCount: SIZE });
    for (const command of [commitImport, discardImport])
      expect(await command(context, list)).toEqual({ ok: false, reason: "no_longer_previewed" });

    await Promise.all([commitConfirmedImports(worker), commitConfirmedImports(worker)]);
    expect(await see()).toMatchObject({ state: "committed", doneRows: SIZE, stoppedAs: null });
    expect([await enrolled(), await acted("commit-import")]).toEqual([SIZE, 1]);
    const [audit] = await db.owner.select().from(auditEvents).where(eq(auditEvents.action, "commit-import"));
    expect(audit?.actorId).toBe(context.actor.accountId);
    expect(await undoImport(context, list)).toMatchObject({ ok: true, enrolments: SIZE, people: SIZE });
  },
);

test(
  "a worker that dies over the list leaves nothing but its progress, and the next one begins anew",
  patience,
  async () => {
    await confirmImport(context, list);
    // The progress of the first 2,000 rows is seen from outside while none of them is; then the connection dies.
    await db.owner.execute(
      sql.raw(`
    create table seen (done int, people int);
    create function break_off() returns trigger language plpgsql as $$ begin
      if (select count(*) from enrolments where import_id = new.import_id) >= 2000
      then perform pg_terminate_backend(pg_backend_pid()); end if; return new; end $$;
    create trigger break_off before insert on enrolments for each row execute function break_off();
    create function note() returns trigger language plpgsql security definer as $$ begin
      insert into seen values (new.done_rows, (select count(*) from enrolments where import_id = new.id)); return new; end $$;
    create trigger note before update of done_rows on imports for each row when (new.done_rows > 0) execute function note();`),
    );
    await commitConfirmedImports(worker);
    expect([...(await db.owner.execute(sql`select done, people from seen`))]).toEqual([{ done: 2000, people: 0 }]);
    expect(await enrolled()).toBe(0);
    expect(await see()).toMatchObject({ state: "previewed", stoppedAs: "failed", counts: { new_person: SIZE } });
    expect(await acted("stop-import")).toBe(1);

    await db.owner.execute(sql`drop trigger break_off on enrolments`);
    expect(await confirmImport(context, list)).toEqual({ ok: true, queued: true });
    expect(await see()).toMatchObject({ state: "committing", stoppedAs: null });
    await commitConfirmedImports(worker);
    expect([await enrolled(), (await see()).state]).toEqual([SIZE, "committed"]);
  },
);

test("what the worker cannot bring in is a preview again, with the reason", patience, async () => {
  const stopped = async () => {
    expect(await confirmImport(context, list)).toEqual({ ok: true, queued: true });
    await commitConfirmedImports(worker);
    const { state, stoppedAs, counts } = await see();
    expect([state, await enrolled()]).toEqual(["previewed", 0]);
    return [stoppedAs, counts.known_person ?? 0];
  };
  await buildPerson(db.owner, { givenName: "Arta", familyName: "Kola Xa", email: "p0@example.al" });
  expect(await stopped()).toEqual(["changed_since", 1]);
  await db.owner.execute(sql`update sittings set position = position + 50 where event_id = ${list.eventId}`);
  expect(await stopped()).toEqual(["sitting_missing", 1]);
  await db.owner.execute(sql`update sittings set position = position - 50 where event_id = ${list.eventId}`);
  await db.owner.delete(accountRoles).where(eq(accountRoles.accountId, context.actor.accountId));
  expect(await stopped()).toEqual(["not_allowed", 1]);
  await db.owner.update(imports).set({ rowCount: 1 }).where(eq(imports.id, list.importId));
  expect(await confirmImport(context, list)).toMatchObject({ ok: true, enrolled: SIZE });
});
