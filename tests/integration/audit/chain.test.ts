import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type SQL, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type Anchor, anchorAudit, anchorFile, bindingAnchors, readAnchors } from "#app/audit/anchors.server";
import { canonicalColumns, canonicalRow } from "#app/audit/chain.server";
import { recordAudit } from "#app/audit/record-audit.server";
import { verifyAudit } from "#app/audit/verify-audit.server";
import { contextFor, inTransaction } from "#app/context.server";
import { refreshEnvironment } from "#app/env.server";
import { auditChain, auditEvents, auditHead } from "#db/schema/audit";
import { testDatabase } from "#tests/support/database";

const { app, owner, databaseUrl, ownerUrl } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "perkrah-anchors-"));
const now = new Date("2026-11-24T09:00:00.123Z");
const system = contextFor({ kind: "system" } as const, now, app);
const subject = "0198f2a0-0000-7000-8000-00000000000a";

process.env.AUDIT_ANCHOR_DIR = folder;
refreshEnvironment();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (action: string, rows = 1) =>
  inTransaction(system, async (tx) => {
    for (let row = 0; row < rows; row++)
      await recordAudit(tx, { action, subjectKind: "request", subjectId: subject, count: row });
  });

/** What somebody with the owner's role does who wants no trace: guards off, the deed, guards on. */
async function tamper(...deeds: SQL[]): Promise<void> {
  await owner.transaction(async (tx) => {
    for (const table of ["audit_events", "audit_chain", "audit_head"])
      await tx.execute(sql.raw(`alter table ${table} disable trigger user`));
    for (const deed of deeds) await tx.execute(deed);
    for (const table of ["audit_events", "audit_chain", "audit_head"])
      await tx.execute(sql.raw(`alter table ${table} enable trigger user`));
  });
}

const fault = async (anchors: Anchor[] = []) => (await verifyAudit(app, anchors)).fault;

beforeEach(async () => {
  rmSync(anchorFile(), { force: true });
  await tamper(
    sql`delete from audit_chain`,
    sql`delete from audit_events`,
    sql`update audit_head set position = 0, hash = decode(repeat('00', 32), 'hex')`,
  );
  for (const action of ["first", "second", "third", "fourth"]) await write(action);
  await write("fifth-and-sixth", 2);
});

describe("the chain", () => {
  it("links every row, whole and in the order of commits", async () => {
    expect(await verifyAudit(app, [])).toMatchObject({ rows: 6, fault: null });
    const links = await owner.select().from(auditChain).orderBy(auditChain.position);
    expect(links.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await owner.select().from(auditHead)).toMatchObject([{ position: 6, hash: links[5]?.hash }]);
  });

  it("is whole after forty writers at once, some of whom roll back, from the very first row on", async () => {
    await tamper(
      sql`delete from audit_chain`,
      sql`delete from audit_events`,
      sql`update audit_head set position = 0, hash = decode(repeat('00', 32), 'hex')`,
    );
    await owner.execute(sql`delete from vault.data_keys where subject_kind = 'audit'`);
    await Promise.all(
      Array.from({ length: 40 }, (_, writer) =>
        inTransaction(system, async (tx) => {
          for (let row = 0; row <= writer % 3; row++)
            await recordAudit(tx, { action: `writer-${writer}`, subjectKind: "request" });
          if (writer % 5 === 0) throw new Error("rolled back");
        }).catch(() => {}),
      ),
    );
    const verdict = await verifyAudit(app, []);
    expect(verdict).toMatchObject({ fault: null, rows: 63 });
    expect(verdict.rows).toBe((await owner.select().from(auditEvents)).length);
  });

  it("lets no row commit without a link, whoever writes it", async () => {
    const bare = { happenedAt: now, actorKind: "system", action: "bare", subjectKind: "request" };
    await expect(app.insert(auditEvents).values(bare)).rejects.toThrow();
    await expect(owner.insert(auditEvents).values(bare)).rejects.toThrow();
    expect(await fault()).toBeNull();
  });

  it("takes links from nobody but the transaction that wrote the rows, behind the head, and to the app's role is closed", async () => {
    const [old] = await owner.select({ id: auditEvents.id }).from(auditEvents).limit(1);
    const append = (behind: number) =>
      app.execute(sql`select vault.append_chain(${behind}, array[${old?.id}]::uuid[], array['\\x00']::bytea[])`);
    await expect(append(6)).rejects.toThrow();
    await expect(append(5)).rejects.toThrow();
    await expect(
      app.insert(auditChain).values({ position: 9, eventId: subject, hash: Buffer.alloc(32) }),
    ).rejects.toThrow();
    await expect(app.update(auditHead).set({ position: 0 })).rejects.toThrow();
    await expect(app.delete(auditChain)).rejects.toThrow();
    await expect(owner.delete(auditChain)).rejects.toThrow();
  });

  it("writes a row down as PostgreSQL's COPY does, whatever stands in it", async () => {
    const odd = fc.string({ unit: "binary", maxLength: 30 }).map((text) => text.replaceAll("\0", "").toWellFormed());
    await fc.assert(
      fc.asyncProperty(odd, fc.option(odd), async (action, reason) => {
        const seen = await inTransaction(system, async (tx) => {
          const id = await recordAudit(tx, { action, subjectKind: "x", ...(reason !== null && { reason }) });
          const [row] = await tx.db.select().from(auditEvents).where(sql`id = ${id}`);
          return row;
        });
        const [copied] = await owner.$client.begin(async (client) => {
          const parts: Buffer[] = [];
          for await (const part of await client
            .unsafe(`copy (select ${canonicalColumns} from audit_events e where e.id = '${seen?.id}') to stdout`)
            .readable())
            parts.push(part);
          return [Buffer.concat(parts).toString("utf8")];
        });
        expect(seen && `${canonicalRow(seen)}\n`).toBe(copied);
      }),
      { numRuns: 40 },
    );
    expect(await fault()).toBeNull();
  });
});

describe("verification names the first bad row", () => {
  const link = (position: number) => sql`(select event_id from audit_chain where position = ${position})`;
  const sequenceOf = async (position: number) => {
    const [row] = await owner.execute<{ id: string; sequence: string }>(
      sql`select id, sequence from audit_events where id = ${link(position)}`,
    );
    return { id: row?.id, sequence: String(row?.sequence) };
  };

  it.each([
    ["action", sql`action = 'other'`],
    ["actor", sql`actor_id = '0198f2a0-0000-7000-8000-00000000000b'`],
    ["time, by a microsecond", sql`happened_at = happened_at + interval '1 microsecond'`],
    ["reason", sql`reason = ''`],
    ["count", sql`count = 7`],
    ["subject", sql`subject_id = null`],
  ])("changed: %s", async (_, change) => {
    const third = await sequenceOf(3);
    await tamper(sql`update audit_events set ${change} where id = ${link(3)}`);
    expect(await fault()).toEqual({ kind: "changed", position: 3, ...third });
  });

  it("removed, with and without its link, and with the links behind moved up", async () => {
    const [second] = await owner.select().from(auditEvents).where(sql`action = 'second'`);
    await tamper(sql`delete from audit_events where id = ${link(2)}`);
    expect(await fault()).toMatchObject({ kind: "row_removed", position: 2 });
    await tamper(sql`delete from audit_chain where event_id = ${second?.id}`);
    expect(await fault()).toMatchObject({ kind: "link_removed", position: 2 });
    await tamper(
      sql`update audit_chain set position = -position where position > 2`,
      sql`update audit_chain set position = -position - 1 where position < 0`,
      sql`update audit_head set position = position - 1`,
    );
    expect(await fault()).toMatchObject({ kind: "changed", position: 2 });
  });

  it("inserted, bare or with a link of somebody who has no key", async () => {
    const insert = sql`insert into audit_events (actor_kind, action, subject_kind) values ('system', 'forged', 'request')`;
    await tamper(insert);
    const [forged] = await owner.select().from(auditEvents).where(sql`action = 'forged'`);
    expect(await fault()).toMatchObject({ kind: "row_inserted", id: forged?.id });
    await tamper(
      sql`insert into audit_chain values (7, ${forged?.id}, sha256('forged'))`,
      sql`update audit_head set position = 7, hash = sha256('forged')`,
    );
    expect(await fault()).toMatchObject({ kind: "changed", position: 7, id: forged?.id });
  });

  it("reordered", async () => {
    await tamper(
      sql`update audit_chain set position = -1 where position = 2`,
      sql`update audit_chain set position = 2 where position = 3`,
      sql`update audit_chain set position = 3 where position = -1`,
    );
    expect(await fault()).toMatchObject({ kind: "changed", position: 2 });
  });

  it("cut off at the end: by the head, and by the anchor where the head was moved too", async () => {
    const anchored = await anchorAudit(system);
    expect(anchored).toMatchObject({ ok: true, anchor: { position: 6 } });
    await tamper(
      sql`delete from audit_events where id in (select event_id from audit_chain where position > 4)`,
      sql`delete from audit_chain where position > 4`,
    );
    expect(await fault()).toMatchObject({ kind: "cut_off", position: 5 });
    await tamper(sql`update audit_head set position = 4, hash = (select hash from audit_chain where position = 4)`);
    expect(await fault()).toBeNull();
    expect(await fault(readAnchors())).toMatchObject({ kind: "cut_off", position: 5 });
    expect(await anchorAudit(system)).toEqual({ ok: false, reason: "chain_cut" });
  });

  it("rewritten from some row on by somebody with the key: the anchor differs", async () => {
    await anchorAudit(system);
    const anchors = readAnchors().map((anchor) => ({ ...anchor, hash: "00".repeat(32) }));
    expect(await fault(anchors)).toMatchObject({ kind: "anchor_differs", position: 6 });
  });

  it("and says that it could not verify where the key is gone", async () => {
    const [kept] = await owner.execute<{ wrapped: Buffer; key_encryption_key_id: string; created_at: string }>(
      sql`select * from vault.data_keys where subject_kind = 'audit'`,
    );
    await owner.execute(sql`delete from vault.data_keys where subject_kind = 'audit'`);
    expect(await fault()).toMatchObject({ kind: "no_key", position: 1 });
    await owner.execute(sql`
      insert into vault.data_keys (subject_id, subject_kind, wrapped, key_encryption_key_id)
      values (vault.chain_subject(), 'audit', ${kept?.wrapped}, ${kept?.key_encryption_key_id})`);
    expect(await fault()).toBeNull();
  });
});

describe("anchors", () => {
  it("are appended only when the chain has grown", async () => {
    await anchorAudit(system);
    await anchorAudit(system);
    await write("seventh");
    await anchorAudit(system);
    expect(readAnchors().map(({ position }) => position)).toEqual([6, 7]);
    expect(await verifyAudit(app, readAnchors())).toMatchObject({ anchors: 2, fault: null });
  });

  it("beyond a restored backup are let go, and the letting go stays written", async () => {
    const at = now.toISOString();
    const line = (position: number, restored?: true): Anchor => ({
      at,
      position,
      hash: "",
      ...(restored && { restored }),
    });
    expect(bindingAnchors([line(3), line(9), line(5, true), line(6)]).map(({ position }) => position)).toEqual([
      3, 5, 6,
    ]);
  });

  it("that were damaged are no anchors", () => {
    writeFileSync(anchorFile(), "{broken\n");
    expect(() => readAnchors()).toThrow();
    expect(readFileSync(anchorFile(), "utf8")).toBe("{broken\n");
  });
});

describe("npm run audit:verify", () => {
  const run = async () => {
    const environment = { ...process.env, DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: ownerUrl };
    const command = ["app/operations/run.mjs", "app/operations/verify-audit.server.ts"];
    const ended = await promisify(execFile)(process.execPath, command, { env: environment }).catch(
      (failure: { code: number; stdout: string; stderr: string }) => failure,
    );
    return { code: "code" in ended ? ended.code : 0, said: `${ended.stdout}${ended.stderr}` };
  };

  it("ends well on a whole log, and with 1 and the row's name on one that was changed", async () => {
    expect(await run()).toEqual({ code: 0, said: expect.stringMatching(/^The audit log is whole: 6 rows, 0 anchors/) });
    const [, , third] = await owner.select().from(auditEvents).orderBy(auditEvents.sequence);
    await tamper(sql`update audit_events set actor_kind = 'coordinator' where id = ${third?.id}`);
    const { code, said } = await run();
    expect(code).toBe(1);
    expect(said).toContain("THE AUDIT LOG IS NOT WHOLE: a row is not what was written");
    expect(said).toContain(`row ${third?.sequence}, ${third?.id})`);
  }, 60_000);
});
