import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { type Coordinator, contextFor, inTransaction, type Referrer } from "#app/context.server";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { endDraft } from "#app/legal-aid/drafts/end-draft.server";
import { keepAnswer } from "#app/legal-aid/drafts/keep-answer.server";
import { draftOf } from "#app/legal-aid/drafts/queries.server";
import type { Answers } from "#app/legal-aid/drafts/rules";
import { submitDraft } from "#app/legal-aid/drafts/submit-draft.server";
import { aidRequests, consents, receipts, requestDrafts, requestMoves } from "#db/schema/aid-requests";
import { auditEvents } from "#db/schema/audit";
import { outboxMessages } from "#db/schema/messages";
import { buildMember } from "#db/seeds/build.server";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { filing, marks } from "#tests/support/filings";

let made: TestDatabase;
let coordinator: Coordinator;
let referrer: Referrer;
beforeAll(async () => {
  made = await testDatabase();
  ({ actor: coordinator } = await buildMember(made.owner, "coordinator"));
  ({ actor: referrer } = await buildMember(made.owner, "referrer"));
});
const anyone = (now = new Date()) => contextFor({ kind: "anyone" as const }, now, made.app);

const answers: Answers = {
  safeNow: "yes",
  danger: "no",
  channel: "page",
  regionIso: "AL-11",
  matter: "children",
  story: "Kanarina u largua",
  name: "Liri Kanarina",
  process: true,
};

describe("submitRequest", () => {
  test("keeps the card, seals the rest and says so in moves, consents and audit", async () => {
    const now = new Date("2026-11-20T09:00:00Z");
    const submitted = await submitRequest(anyone(now), { source: "public_form", filing: filing() });
    if (!submitted.ok) throw new Error(submitted.reason);
    expect(submitted.code).toMatch(/^PK-[ACDEFGHJKMNPQRTWXY34679]{4}$/);
    expect(submitted.receipt?.secret).toMatch(/^\d{16}$/);
    expect(submitted.receipt?.locator).toMatch(/^[ACDEFGHJKMNPQRTWXY34679]{6}$/);
    const [request] = await made.owner.select().from(aidRequests).where(eq(aidRequests.id, submitted.requestId));
    expect(request).toMatchObject({
      state: "received",
      source: "public_form",
      urgency: "standard",
      regionIso: "AL-10",
      areaCode: "CRM-DV",
      ageBand: "31_45",
      contactChannel: "phone",
      receivedAt: now,
    });
    const [move] = await made.owner.select().from(requestMoves).where(eq(requestMoves.requestId, submitted.requestId));
    expect(move).toMatchObject({ fromState: null, toState: "received", movedAt: now, movedBy: null });
    const given = await made.owner.select().from(consents).where(eq(consents.requestId, submitted.requestId));
    expect(given.map(({ kind }) => kind).sort()).toEqual(["conflict_check", "process", "share_with_lawyer"]);
    const [receipt] = await made.owner.select().from(receipts).where(eq(receipts.requestId, submitted.requestId));
    expect(receipt?.secretHash).toMatch(/^\$argon2id\$/);
    const [audit] = await made.owner.select().from(auditEvents).where(eq(auditEvents.subjectId, submitted.requestId));
    expect(audit).toMatchObject({ action: "submit-request", actorKind: "receipt" });
  });

  test("refuses without the consent to work on it", async () => {
    const before = await count();
    expect(await submitRequest(anyone(), { source: "public_form", filing: filing({ consents: [] }) })).toEqual({
      ok: false,
      reason: "consent_needed",
    });
    expect(await count()).toBe(before);
  });

  test("one id is one request, from the desk and from twenty clicks at once", async () => {
    const requestId = "0b5a0f4c-7f1e-4a53-9d4c-0b8a7c3f1a11";
    const results = await Promise.all(
      Array.from({ length: 20 }, () =>
        submitRequest(contextFor(coordinator, new Date(), made.app), { source: "phone", filing: filing(), requestId }),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.reason === "already_filed")).toHaveLength(19);
  });

  test("a referrer's filing has no receipt and cannot be read back by the referrer", async () => {
    const context = contextFor(referrer, new Date(), made.app);
    const submitted = await submitRequest(context, { source: "referrer", filing: filing() });
    if (!submitted.ok) throw new Error(submitted.reason);
    expect(submitted.receipt).toBeNull();
    const seen = await inTransaction(context, ({ db }) =>
      db.execute(sql`select 1 from request_identities where request_id = ${submitted.requestId}`),
    );
    expect(seen).toHaveLength(0);
  });

  test("what cannot wait calls every coordinator, once", async () => {
    const signals = { dangerNow: true, courtDate: null, protectionOrder: false, nextDateOn: null };
    const submitted = await submitRequest(anyone(), { source: "public_form", filing: filing({ signals }) });
    if (!submitted.ok) throw new Error(submitted.reason);
    expect(submitted.urgency).toBe("emergency");
    const told = await made.owner
      .select()
      .from(outboxMessages)
      .where(eq(outboxMessages.subjectId, submitted.requestId));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ kind: "desk_attention", recipientId: coordinator.accountId });
  });

  test("no table holds in clear what was said, in any encoding", async () => {
    await submitRequest(anyone(), { source: "public_form", filing: filing() });
    const tables = await made.owner.execute<{ name: string }>(
      sql`select table_schema || '.' || quote_ident(table_name) as name from information_schema.tables
          where table_schema in ('public', 'vault', 'pgboss') and table_type = 'BASE TABLE'`,
    );
    const dump: string[] = [];
    for (const { name } of tables) {
      const rows = await made.owner.execute<{ line: string }>(sql.raw(`select t::text as line from ${name} t`));
      dump.push(...rows.map(({ line }) => line));
    }
    const text = dump.join("\n").toLowerCase();
    expect(text.length).toBeGreaterThan(10_000);
    for (const mark of marks)
      for (const encoding of ["utf8", "utf16le", "base64"] as const) {
        const bytes = Buffer.from(mark, encoding === "base64" ? "utf8" : encoding);
        const needle =
          encoding === "base64" ? bytes.toString("base64").replace(/=+$/, "").slice(0, -1) : bytes.toString("hex");
        expect(text.includes(needle.toLowerCase()), `${mark} as ${encoding}`).toBe(false);
        expect(text.includes(mark.toLowerCase()), mark).toBe(false);
      }
  });
});

describe("draft", () => {
  test("is sealed, found with the cookie's token only, and gone after 60 minutes", async () => {
    const now = new Date("2026-11-20T09:00:00Z");
    const kept = await keepAnswer(anyone(now), null, answers);
    if (!kept.ok) throw new Error(kept.reason);
    expect((await draftOf(anyone(now), kept.token))?.answers).toEqual(answers);
    expect(await draftOf(anyone(now), "another token")).toBeNull();
    expect(await draftOf(anyone(new Date(now.getTime() + 60 * 60_000)), kept.token)).toBeNull();
    expect(await keepAnswer(anyone(new Date(now.getTime() + 61 * 60_000)), kept.token, {})).toMatchObject({
      ok: false,
    });
    const rows = await made.app.select().from(requestDrafts);
    expect(rows, "without the token nobody sees that a draft exists").toHaveLength(0);
    const [row] = await made.owner.select().from(requestDrafts);
    expect(row?.answers.toString("latin1")).not.toContain("Kanarina");
  });

  test("sent from many tabs it is one request; its receipt is there for ten minutes, its answers are not", async () => {
    const now = new Date("2026-11-20T09:00:00Z");
    const kept = await keepAnswer(anyone(now), null, answers);
    if (!kept.ok) throw new Error(kept.reason);
    const before = await count();
    const results = await Promise.all(Array.from({ length: 4 }, () => submitDraft(anyone(now), kept.token)));
    expect(new Set(results.map((result) => (result.ok ? result.requestId : result.reason))).size).toBe(1);
    expect(await count()).toBe(before + 1);
    const draft = await draftOf(anyone(now), kept.token);
    expect(draft?.answers).toEqual({});
    expect(draft?.receipt?.secret).toMatch(/^\d{16}$/);
    expect(await draftOf(anyone(new Date(now.getTime() + 10 * 60_000)), kept.token)).toBeNull();
    expect(await keepAnswer(anyone(now), kept.token, { name: "x" })).toMatchObject({ ok: false });
    await endDraft(anyone(now), kept.token);
    expect(await draftOf(anyone(now), kept.token)).toBeNull();
  });

  test("says which answer is missing", async () => {
    const kept = await keepAnswer(anyone(), null, { ...answers, channel: "phone", phone: null });
    if (!kept.ok) throw new Error(kept.reason);
    expect(await submitDraft(anyone(), kept.token)).toEqual({ ok: false, reason: "answer_missing", question: "reach" });
    expect(await submitDraft(anyone(), "nobody's")).toEqual({ ok: false, reason: "draft_ended" });
  });
});

async function count(): Promise<number> {
  return (await made.owner.select({ id: aidRequests.id }).from(aidRequests)).length;
}
