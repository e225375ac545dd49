import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { recordAudit } from "#app/audit/record-audit.server";
import { as, contextFor, inTransaction } from "#app/context.server";
import { createDataKey, openDataKey } from "#app/protection/data-keys.server";
import { open, seal } from "#app/protection/sealing.server";
import { requestIdentities, requestStories } from "#db/schema/aid-requests";
import { auditEvents } from "#db/schema/audit";
import { buildAidRequest, buildLawyer, buildMember } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";

const { app, owner } = await testDatabase();
const now = new Date("2026-11-24T09:00:00Z");
const place = (column: string, row: string) => ({ table: "request_identities", column, row, subject: row });

async function requestWithName() {
  const request = await buildAidRequest(owner, { state: "matching" });
  const holder = contextFor({ kind: "receipt", requestId: request.id }, now, app);
  await inTransaction(holder, async (tx) => {
    const key = await createDataKey(tx, "request", request.id);
    const name = seal(key, place("name", request.id), "Drita Hoxha");
    await tx.db.insert(requestIdentities).values({ requestId: request.id, name });
    await tx.db.insert(requestStories).values({ requestId: request.id });
  });
  return request;
}

describe("row-level security", () => {
  it("answers a query that forgot its actor with nothing", async () => {
    await requestWithName();
    expect(await app.select().from(requestIdentities)).toEqual([]);
    await expect(
      app.insert(requestIdentities).values({ requestId: (await buildAidRequest(owner)).id }),
    ).rejects.toThrow();
  });

  it("shows the desk every request and the person her own", async () => {
    const [mine, other] = [await requestWithName(), await requestWithName()];
    const seenBy = (context: Parameters<typeof inTransaction>[0]) =>
      inTransaction(context, (tx) => tx.db.select({ id: requestIdentities.requestId }).from(requestIdentities));
    const coordinator = await buildMember(owner, "coordinator");
    const ids = (await seenBy(contextFor(coordinator.actor, now, app))).map((row) => row.id);
    expect(ids).toContain(mine.id);
    expect(ids).toContain(other.id);
    expect(await seenBy(contextFor({ kind: "receipt", requestId: mine.id }, now, app))).toEqual([{ id: mine.id }]);
    for (const role of ["trainer", "administrator", "manager", "dpo", "auditor", "lawyer"] as const)
      expect(await seenBy(contextFor((await buildMember(owner, role)).actor, now, app)), role).toEqual([]);
  });

  it("goes back to the first actor after a step as somebody else", async () => {
    const request = await requestWithName();
    await inTransaction(contextFor({ kind: "system" }, now, app), async (tx) => {
      const asHolder = await inTransaction(as(tx, { kind: "receipt", requestId: request.id }), (inner) =>
        inner.db.select().from(requestIdentities),
      );
      expect(asHolder).toHaveLength(1);
      expect(await tx.db.select().from(requestIdentities)).toEqual([]);
    });
  });
});

describe("a data key", () => {
  it("opens with the policy's answer and leaves an audit row", async () => {
    const request = await requestWithName();
    const { actor, account } = await buildMember(owner, "coordinator");
    const name = await inTransaction(contextFor(actor, now, app), async (tx) => {
      const key = await openDataKey(tx, {
        requestId: request.id,
        state: "matching",
        classes: ["identity"],
        reason: "triage",
      });
      const [row] = await tx.db
        .select({ name: requestIdentities.name })
        .from(requestIdentities)
        .where(eq(requestIdentities.requestId, request.id));
      return row?.name && open(key, place("name", request.id), row.name);
    });
    expect(name).toBe("Drita Hoxha");
    const rows = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, request.id));
    expect(rows).toMatchObject([{ action: "open-identity", actorId: account.id, reason: "triage", happenedAt: now }]);
  });

  it("stays shut for everybody whom the policy does not name", async () => {
    const request = await requestWithName();
    for (const role of ["lawyer", "trainer", "administrator", "dpo"] as const) {
      const { actor } = await buildMember(owner, role);
      const attempt = inTransaction(contextFor(actor, now, app), (tx) =>
        openDataKey(tx, { requestId: request.id, state: "matching", classes: ["identity"], reason: "triage" }),
      );
      await expect(attempt, role).rejects.toMatchObject({ status: 404 });
    }
  });

  it("does not leave the vault without an audit row of the same transaction", async () => {
    const request = await requestWithName();
    const context = contextFor({ kind: "system" }, now, app);
    const auditId = await inTransaction(context, (tx) =>
      recordAudit(tx, { action: "earlier", subjectKind: "request", subjectId: request.id }),
    );
    const openKey = (audit: string) =>
      app.execute(sql`select * from vault.open_key(${request.id}::uuid, ${audit}::uuid)`);
    await expect(openKey(auditId)).rejects.toThrow();
    await expect(openKey("00000000-0000-7000-8000-000000000000")).rejects.toThrow();
    await expect(app.execute(sql`select * from vault.data_keys`)).rejects.toThrow();
  });
});

describe("the database itself", () => {
  it("keeps audit rows as they are, also from its owner", async () => {
    await inTransaction(contextFor({ kind: "system" }, now, app), (tx) =>
      recordAudit(tx, { action: "test", subjectKind: "test" }),
    );
    await expect(app.update(auditEvents).set({ action: "other" })).rejects.toThrow();
    await expect(app.delete(auditEvents)).rejects.toThrow();
    await expect(owner.delete(auditEvents)).rejects.toThrow();
    await expect(owner.execute(sql`truncate audit_events`)).rejects.toThrow();
  });

  it("verifies no lawyer without two approvals", async () => {
    const lawyer = await buildLawyer(owner, { state: "applied" });
    await expect(owner.execute(sql`update lawyers set state = 'verified' where id = ${lawyer.id}`)).rejects.toThrow();
  });

  it("refuses an audit row outside of a transaction", async () => {
    await expect(
      recordAudit(contextFor({ kind: "system" }, now, app), { action: "x", subjectKind: "x" }),
    ).rejects.toThrow(/transaction/);
  });
});
