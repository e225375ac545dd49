import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, contextFor, inTransaction } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { close, connect, type Database } from "#db/client.server";
import { buildMember } from "#db/seeds/build.server";
import { roles } from "#db/vocabulary";
import { everybody, type Who } from "#tests/structure/need-to-know";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { about, type Staged, stageEverything } from "#tests/support/need-to-know";

/** Of an accepted request: who reads its rows and who changes them, written by hand. */
interface Wall {
  /** The row that belongs to the request, its offer, its case or somebody's account. */
  where: string;
  reads: readonly Who[];
  changes: readonly Who[];
  /** Where it is others than those who change. */
  deletes?: readonly Who[];
  /** Further rows of the same kind may be written by. */
  adds: readonly Who[];
}

let database: TestDatabase;
let one: Staged;
let account: Awaited<ReturnType<typeof buildMember>>;

const removedFile = `'${randomUUID()}'`;
const file = ["lawyer", "lawyer on leave", "dpo by break-glass"] as const;
const walls: Record<string, Wall> = {
  request_identities: {
    where: "request_id = REQUEST",
    reads: ["person", "coordinator", ...file],
    changes: ["person", "coordinator"],
    adds: ["person", "coordinator"],
  },
  request_parties: {
    where: "request_id = REQUEST",
    reads: ["person", "coordinator", ...file],
    changes: ["person", "coordinator"],
    adds: ["person", "coordinator"],
  },
  request_safety: {
    where: "request_id = REQUEST",
    reads: ["person", "coordinator", "system", ...file],
    changes: ["person", "coordinator"],
    adds: ["person", "coordinator"],
  },
  // A lawyer has it: its story is closed to the desk.
  request_stories: { where: "request_id = REQUEST", reads: ["person", ...file], changes: ["person"], adds: ["person"] },
  request_messages: {
    where: "request_id = REQUEST",
    reads: ["person", "coordinator", ...file],
    changes: ["person", "coordinator"],
    adds: ["person", "coordinator"],
  },
  case_notes: {
    where: "case_id = CASE",
    reads: [...file],
    changes: ["lawyer", "lawyer on leave"],
    adds: ["lawyer", "lawyer on leave"],
  },
  documents: {
    where: "request_id = REQUEST",
    reads: ["person", "coordinator", "system", ...file],
    changes: ["person", "system"],
    adds: ["person", "system"],
  },
  break_glass: {
    where: "request_id = REQUEST",
    reads: [
      "coordinator",
      "lawyer",
      "lawyer on leave",
      "administrator",
      "auditor",
      "dpo",
      "dpo who asked",
      "dpo by break-glass",
      "dpo after the hour",
      "dpo of another request",
    ],
    changes: [],
    adds: ["dpo who asked"],
  },
  request_drafts: { where: "answers = '\\x4711'", reads: ["drafting"], changes: ["drafting"], adds: ["drafting"] },
  authenticator_apps: { where: "account_id = ACCOUNT", reads: [], changes: [], adds: [] },
  recovery_codes: { where: "account_id = ACCOUNT", reads: [], changes: [], adds: [] },
  calendar_feeds: { where: "account_id = ACCOUNT", reads: [], changes: [], adds: [] },
  removed_files: { where: "file_id = FILE", reads: ["system"], changes: [], deletes: ["system"], adds: [] },
};

beforeAll(async () => {
  database = await testDatabase();
  const { owner } = database;
  [one] = (await stageEverything(database, ["accepted"])) as [Staged];
  account = await buildMember(owner, "trainer");
  const bytes = "'\\x4711'::bytea";
  await owner.execute(
    sql.raw(`
    insert into request_messages (request_id, from_person, body) values ('${one.requestId}', true, ${bytes});
    insert into request_drafts (token_hash, answers, ends_at)
      values (decode(repeat('00', 32), 'hex'), ${bytes}, now() + interval '1 hour');
    insert into documents (request_id, kind, origin, added_at, name, type, bytes, file_id, file_key, sha256, state)
      values ('${one.requestId}', 'other', 'person', now(), ${bytes}, 'pdf', 1, '${randomUUID()}', ${bytes}, decode(repeat('00', 32), 'hex'), 'clean');
    insert into authenticator_apps (account_id, secret) values ('${account.account.id}', ${bytes});
    insert into removed_files (file_id) values (${removedFile});
    insert into calendar_feeds (account_id, kind, token_hash)
      values ('${account.account.id}', 'personal', decode(repeat('22', 32), 'hex'));
    insert into recovery_codes (account_id, code_hash) values ('${account.account.id}', decode(repeat('11', 32), 'hex'));
  `),
  );
}, 120_000);
afterAll(stopSendingBoss);

const filled = (where: string) =>
  where
    .replace("REQUEST", `'${one.requestId}'`)
    .replace("CASE", `'${one.caseId}'`)
    .replace("ACCOUNT", `'${account.account.id}'`)
    .replace("FILE", removedFile);

type Doing = "select" | "update" | "delete" | "insert";
const columnOf: Record<string, string> = {
  documents: "scans",
  break_glass: "reason",
  request_drafts: "answers",
  authenticator_apps: "secret",
  recovery_codes: "code_hash",
  case_notes: "body",
  request_stories: "story",
  request_safety: "whereabouts",
  request_identities: "name",
  request_parties: "name",
  request_messages: "body",
  removed_files: "removed_at",
  calendar_feeds: "kind",
};

/** Bytes that are no sealed ones: codes under a key, a list of trainees, the counters' secret of the day. */
const withoutSealed = ["erasure_ledger", "imports", "rate_limit_secrets"];

class Undone extends Error {}

/** How many rows somebody touches, in a transaction that is taken back; nothing where the database refuses. */
async function touched(
  run: (work: (db: Pick<Database, "execute">) => Promise<void>) => Promise<unknown>,
  table: string,
  doing: Doing,
): Promise<number> {
  const where = filled(walls[table]?.where ?? "false");
  const column = columnOf[table];
  const [row] = await database.owner.execute<{ row: object }>(
    sql.raw(`select to_jsonb(t) as row from ${table} t where ${where} limit 1`),
  );
  expect(row, table).toBeDefined();
  const copy = JSON.stringify(row?.row).replaceAll("'", "''");
  const statements: Record<Doing, string> = {
    select: `select 1 from ${table} where ${where}`,
    update: `update ${table} set ${column} = ${column} where ${where} returning 1`,
    delete: `delete from ${table} where ${where} returning 1`,
    insert: `insert into ${table} select (jsonb_populate_record(null::${table}, '${copy}')).* returning 1`,
  };
  let rows = 0;
  const ended = await run(async (db) => {
    rows = (await db.execute(sql.raw(statements[doing]))).length;
    throw new Undone();
  }).catch((failure: Error & { cause?: { code?: string } }) => failure);
  if (ended instanceof Undone) return rows;
  const code = (ended as { cause?: { code?: string } }).cause?.code;
  // Known twice (23505): the wall let it through. Refused: it held.
  if (code === "23505") return 1;
  if (code === "42501") return 0;
  throw ended;
}

const doings: Doing[] = ["select", "update", "delete", "insert"];
const without = (work: (db: Database) => Promise<void>) =>
  database.app.transaction((tx) => work(tx as unknown as Database));

test("the tables with walls are these, and the application owns none of them", async () => {
  const rows = await database.owner.execute<{ name: string; owner: string }>(sql`
    select c.relname as name, pg_get_userbyid(c.relowner) as owner from pg_class c
    where c.relrowsecurity and c.relnamespace = 'public'::regnamespace order by 1`);
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(walls).sort());
  expect(new Set(rows.map(({ owner }) => owner))).toEqual(new Set(["perkrah_owner"]));
  // Every column that holds sealed bytes stands in one of them, or in the vault.
  const sealed = await database.owner.execute<{ name: string }>(sql`
    select distinct table_name as name from information_schema.columns
    where table_schema = 'public' and data_type = 'bytea' and column_name not like '%hash%'
      and column_name not like '%sha256'
      and column_name not in ('public_key', 'proof', 'pdf', 'token', 'headings') order by 1`);
  expect(sealed.map(({ name }) => name).filter((name) => !(name in walls))).toEqual(withoutSealed);
});

describe.each(Object.keys(walls))("%s", (table) => {
  test("is empty, and takes nothing, for a query that forgot its actor", async () => {
    for (const doing of doings) {
      expect(await touched((work) => without(work as never), table, doing), doing).toBe(0);
      expect(await touched((work) => work(database.app), table, doing === "select" ? doing : "select")).toBe(0);
    }
  });

  test("shows itself to those of the table, and is changed by fewer", async () => {
    const wall = walls[table] as Wall;
    const wrong: string[] = [];
    for (const who of everybody) {
      const actor = await about(database, one, who);
      const run = (work: (db: Database) => Promise<void>) =>
        inTransaction(contextFor(actor, new Date(), database.app), (tx) => work(tx.db as unknown as Database));
      const counts = {
        select: await touched(run as never, table, "select"),
        update: await touched(run as never, table, "update"),
        delete: await touched(run as never, table, "delete"),
        insert: await touched(run as never, table, "insert"),
      };
      const expected = {
        select: wall.reads,
        update: wall.changes,
        delete: wall.deletes ?? wall.changes,
        insert: wall.adds,
      };
      for (const doing of doings)
        if (counts[doing] > 0 !== expected[doing].includes(who)) wrong.push(`${who} ${doing}: ${counts[doing]}`);
    }
    expect(wrong).toEqual([]);
  });
});

test("a role alone, without being anybody in particular, opens a coordinator's walls at most", async () => {
  for (const role of roles.filter((each) => each !== "coordinator")) {
    const nobody: Actor = { kind: "account", accountId: randomUUID(), personId: randomUUID(), roles: [role], as: role };
    for (const table of ["request_identities", "request_stories", "request_safety", "request_parties", "case_notes"])
      expect(
        await touched(
          ((work: (db: Database) => Promise<void>) =>
            inTransaction(contextFor(nobody, new Date(), database.app), (tx) => work(tx.db as never))) as never,
          table,
          "select",
        ),
        `${role} ${table}`,
      ).toBe(0);
  }
});

describe("the application's role", () => {
  const refused = async (statement: string, codes = ["42501"]) => {
    const failure = await database.app.execute(sql.raw(statement)).then(
      () => null,
      (thrown: { cause?: { code?: string } }) => thrown.cause?.code,
    );
    expect(codes, `${statement}: ${failure}`).toContain(failure);
  };

  test("reads and writes nothing in the vault", async () => {
    for (const table of ["vault.data_keys", "vault.master_keys"]) {
      await refused(`select * from ${table}`);
      await refused(`delete from ${table}`);
      await refused(`copy ${table} to stdout`);
      await refused(`create view v as select * from ${table}`);
    }
    await refused(
      "insert into vault.data_keys (subject_id, subject_kind, wrapped, key_encryption_key_id) values (gen_random_uuid(), 'request', '\\x00', 'x')",
    );
  });

  test("keeps what is on record", async () => {
    for (const table of ["audit_events", "audit_chain", "audit_head"]) {
      await refused(`delete from ${table}`);
      await refused(`truncate ${table}`);
    }
    await refused("update audit_events set action = 'nothing'");
    await refused("update audit_chain set hash = '\\x00'");
    await refused("update audit_head set position = 0");
    await refused("alter table audit_events disable trigger all");
    await refused("delete from break_glass");
  });

  test("takes no wall down", async () => {
    for (const table of Object.keys(walls)) {
      await refused(`alter table ${table} disable row level security`);
      await refused(`create policy open on ${table} using (true)`);
    }
    await refused("drop policy desk on request_identities");
    await refused("alter policy desk on request_identities using (true)");
    await refused(
      "create or replace function access.has_role(wanted text) returns boolean language sql as 'select true'",
    );
    await refused("create function access.more() returns int language sql as 'select 1'");
    await refused("create function public.more() returns int language sql as 'select 1'");
    await refused("set role perkrah_owner");
    await refused("set session authorization perkrah_owner");
    await refused("set session_replication_role = replica");
    await refused("alter role perkrah_app bypassrls");
    await refused("grant select on vault.data_keys to perkrah_app");
    await refused("set row_security = off; select * from request_identities");
    await database.app.execute(sql.raw("reset row_security"));
  });

  test("gets a key out of the vault in nobody else's name, and destroys nobody's", async () => {
    const { requestId, actors } = one;
    const coordinator = actors.coordinator as Extract<Actor, { kind: "account" }>;
    const manager = actors.manager as Extract<Actor, { kind: "account" }>;
    const tryKey = (by: Actor, named: string, action: string, call: string) =>
      inTransaction(contextFor(by, new Date(), database.app), async ({ db }) => {
        const [row] = await db.execute<{ id: string }>(sql`
          insert into audit_events (actor_kind, actor_id, action, subject_kind, subject_id, reason)
          values ('coordinator', ${named}, ${action}, 'request', ${requestId}, 'triage') returning id`);
        const rows = await db.execute(sql.raw(`select * from vault.${call}('${requestId}', '${row?.id}')`));
        throw Object.assign(new Undone(), { rows: rows.length });
      }).catch((thrown: { rows?: number; cause?: { code?: string } }) => thrown.rows ?? thrown.cause?.code);
    expect(await tryKey(coordinator, coordinator.accountId, "open-safety", "open_key")).toBe(1);
    expect(await tryKey(manager, coordinator.accountId, "open-safety", "open_key"), "another's name").toBe("42501");
    expect(await tryKey(manager, manager.accountId, "open-safety", "open_key"), "a stranger").toBe(0);
    expect(await tryKey(coordinator, coordinator.accountId, "open-story", "open_key"), "a closed class").toBe(0);
    expect(await tryKey(coordinator, coordinator.accountId, "open-triage", "open_key"), "no opening").toBe(0);
    expect(await tryKey(coordinator, coordinator.accountId, "open-safety", "destroy_key")).toBe("42501");
  });
});

describe("what is said about the actor", () => {
  let single: Database;
  beforeAll(() => {
    single = connect(database.databaseUrl, { max: 1 });
  });
  afterAll(() => close(single));
  const seen = async () => (await single.execute(sql`select 1 from request_identities`)).length;
  const coordinator = () => contextFor(one.actors.coordinator, new Date(), single);

  test("ends with its transaction, committed or not", async () => {
    const inside = await inTransaction(coordinator(), ({ db }) => db.execute(sql`select 1 from request_identities`));
    expect(inside.length).toBeGreaterThan(0);
    expect(await seen()).toBe(0);
    await inTransaction(coordinator(), async () => {
      throw new Undone();
    }).catch(() => {});
    expect(await seen()).toBe(0);
  });

  test("counts nowhere else, even if somebody says it for the whole session", async () => {
    const { accountId } = one.actors.coordinator as Extract<Actor, { kind: "account" }>;
    const said = sql`select set_config('perkrah.begun', extract(epoch from transaction_timestamp())::text, false),
      set_config('perkrah.actor_kind', 'account', false), set_config('perkrah.roles', 'coordinator', false),
      set_config('perkrah.actor_id', ${accountId}, false)`;
    await single.transaction(async (tx) => {
      await tx.execute(said);
      expect((await tx.execute(sql`select 1 from request_identities`)).length).toBeGreaterThan(0);
    });
    const [left] = await single.execute(sql`select current_setting('perkrah.roles') as roles`);
    expect(left).toEqual({ roles: "coordinator" });
    expect(await seen()).toBe(0);
    expect(
      await single.transaction(async (tx) => (await tx.execute(sql`select 1 from request_identities`)).length),
    ).toBe(0);
    await single.execute(sql`set perkrah.roles = 'coordinator'`);
    expect(await seen()).toBe(0);
  });
});
