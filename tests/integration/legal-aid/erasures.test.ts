import { appendFileSync, readFileSync } from "node:fs";
import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type Context,
  type Coordinator,
  contextFor,
  type DataProtectionOfficer,
  inTransaction,
} from "#app/context.server";
import { reopenRequest } from "#app/legal-aid/aid-requests/reopen-request.server";
import { sendRequestMessage } from "#app/legal-aid/aid-requests/send-request-message.server";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { withdrawRequest } from "#app/legal-aid/aid-requests/withdraw-request.server";
import { askForErasure } from "#app/legal-aid/erasures/ask-for-erasure.server";
import { carryOutErasure } from "#app/legal-aid/erasures/carry-out-erasure.server";
import { refuseErasure } from "#app/legal-aid/erasures/refuse-erasure.server";
import { signInWithReceipt } from "#app/legal-aid/receipts/sign-in-with-receipt.server";
import { appendToLedger, isGenuine, ledgerEntry, ledgerFile, readLedger } from "#app/protection/erasure-ledger.server";
import { keyProvider } from "#app/protection/key-provider.server";
import { replayErasures } from "#app/protection/replay-erasures.server";
import { open } from "#app/protection/sealing.server";
import {
  aidRequests,
  receipts,
  requestIdentities,
  requestMessages,
  requestMoves,
  requestParties,
  requestSafety,
  requestStories,
} from "#db/schema/aid-requests";
import { auditEvents } from "#db/schema/audit";
import { caseDeadlines, cases } from "#db/schema/cases";
import { erasureLedger, erasures } from "#db/schema/erasures";
import { offers } from "#db/schema/offers";
import { dataKeys } from "#db/schema/vault";
import { buildLawyer, buildMember, buildOffer } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { filing, marks } from "#tests/support/filings";
import { ownFileStore } from "#tests/support/kept-files";

const { app, owner } = await testDatabase();
ownFileStore();
const now = new Date("2026-11-24T09:00:00Z");

let coordinator: Coordinator;
let officer: DataProtectionOfficer;

beforeAll(async () => {
  coordinator = (await buildMember(owner, "coordinator")).actor;
  officer = (await buildMember(owner, "dpo")).actor;
});

const anyone = () => contextFor({ kind: "anyone" }, now, app);
const holderOf = (requestId: string) => contextFor({ kind: "receipt", requestId }, now, app);
const dpo = () => contextFor(officer, now, app);
const desk = () => contextFor(coordinator, now, app);
const system = () => contextFor({ kind: "system" }, now, app);

/** A request of the public form with a message of the person, not yet ended. */
async function asked() {
  const made = await submitRequest(anyone(), { source: "public_form", filing: filing() });
  if (!made.ok || !made.receipt) throw new Error("not submitted");
  await sendRequestMessage(holderOf(made.requestId), { requestId: made.requestId, body: "Kanarina shkroi përsëri" });
  return { requestId: made.requestId, receipt: made.receipt };
}

/** Withdrawn, and its erasure asked for. */
async function wished() {
  const { requestId, receipt } = await asked();
  await withdrawRequest(holderOf(requestId), { requestId });
  expect(await askForErasure(holderOf(requestId), { requestId })).toEqual({ ok: true });
  return { requestId, receipt, erasureId: await erasureOf(requestId) };
}

async function erasureOf(subjectId: string) {
  const [row] = await owner
    .select({ id: erasures.id })
    .from(erasures)
    .where(and(eq(erasures.subjectId, subjectId), eq(erasures.state, "asked")));
  if (!row) throw new Error("nobody asked");
  return row.id;
}

const carryOut = (erasureId: string) => carryOutErasure(dpo(), { erasureId, reason: "consent_withdrawn" });

/** Every sealed value of a request with the place that it opens at, as a thief's copy would hold them. */
async function stolenCopy(requestId: string) {
  const place = (table: string, column: string, row = requestId) => ({ table, column, row, subject: requestId });
  const [identity] = await owner.select().from(requestIdentities).where(eq(requestIdentities.requestId, requestId));
  const [story] = await owner.select().from(requestStories).where(eq(requestStories.requestId, requestId));
  const [safety] = await owner.select().from(requestSafety).where(eq(requestSafety.requestId, requestId));
  const parties = await owner.select().from(requestParties).where(eq(requestParties.requestId, requestId));
  const messages = await owner.select().from(requestMessages).where(eq(requestMessages.requestId, requestId));
  return [
    { at: place("request_identities", "name"), bytes: identity?.name },
    { at: place("request_stories", "story"), bytes: story?.story },
    { at: place("request_safety", "whereabouts"), bytes: safety?.whereabouts },
    ...parties.map(({ id, name }) => ({ at: place("request_parties", "name", id), bytes: name })),
    ...messages.map(({ id, body }) => ({ at: place("request_messages", "body", id), bytes: body })),
  ].flatMap(({ at, bytes }) => (bytes ? [{ at, bytes }] : []));
}

/** Values that open with any key that the master key still unwraps. */
async function opened(copy: Awaited<ReturnType<typeof stolenCopy>>) {
  const keys = (await owner.select().from(dataKeys)).map(({ wrapped, subjectId, keyEncryptionKeyId }) =>
    keyProvider().unwrap(wrapped, subjectId, keyEncryptionKeyId),
  );
  return copy.flatMap(({ at, bytes }) =>
    keys.flatMap((key) => {
      try {
        return [open(key, at, bytes)];
      } catch {
        return [];
      }
    }),
  );
}

/** Everything that the database holds, as text; bytes as hex. */
async function everything() {
  const tables = await owner.execute<{ name: string }>(sql`
    select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
    where schemaname in ('public', 'vault', 'pgboss')`);
  const texts: string[] = [];
  for (const { name } of tables) {
    const [row] = await owner.execute<{ text: string | null }>(
      sql.raw(`select string_agg(t::text, E'\n') as text from ${name} t`),
    );
    texts.push(row?.text ?? "");
  }
  return texts.join("\n");
}

describe("an erasure", () => {
  it("leaves nothing that opens, not even with the master key and a stolen copy", async () => {
    const { requestId, receipt, erasureId } = await wished();
    const copy = await stolenCopy(requestId);
    expect(copy).toHaveLength(5);
    expect(await opened(copy)).toContain("Dritëkanare Zbuluese");
    await owner
      .update(requestMoves)
      .set({ reason: "Kanarina e tërhoqi vetë" })
      .where(and(eq(requestMoves.requestId, requestId), eq(requestMoves.toState, "withdrawn")));

    expect(await carryOut(erasureId)).toEqual({ ok: true });

    expect(await opened(copy)).toEqual([]);
    expect(await stolenCopy(requestId)).toEqual([]);
    const left = await everything();
    for (const { bytes } of copy) expect(left).not.toContain(bytes.toString("hex"));
    for (const mark of marks) expect(left.toLowerCase()).not.toContain(mark.toLowerCase());
    expect(await owner.select().from(receipts).where(eq(receipts.requestId, requestId))).toEqual([]);
    expect(await signInWithReceipt(anyone(), { ...receipt, address: "10.0.0.1" })).toMatchObject({ ok: false });
  });

  it("keeps what is counted, and says in ledger, file and log that it happened", async () => {
    const { requestId, erasureId } = await wished();
    await carryOut(erasureId);
    const [request] = await owner.select().from(aidRequests).where(eq(aidRequests.id, requestId));
    expect(request).toMatchObject({ state: "withdrawn", regionIso: "AL-10", areaCode: "CRM-DV", erasedAt: now });
    expect(await owner.select().from(requestMoves).where(eq(requestMoves.requestId, requestId))).toHaveLength(2);
    const [line] = await owner.select().from(erasureLedger).where(eq(erasureLedger.subjectId, requestId));
    expect(line).toMatchObject({ subjectKind: "request", cause: "asked", erasedAt: now });
    const kept = readLedger().find(({ id }) => id === requestId);
    expect(kept && isGenuine(kept)).toBe(true);
    expect(readFileSync(ledgerFile(), "utf8")).not.toMatch(/kanar|PK-/i);
    const rows = await owner.select().from(auditEvents).where(eq(auditEvents.subjectId, requestId));
    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["ask-for-erasure", "carry-out-erasure", "erase-request"]),
    );
    expect(rows.find(({ action }) => action === "carry-out-erasure")).toMatchObject({
      actorKind: "dpo",
      actorId: officer.accountId,
      reason: "consent_withdrawn",
    });
    await expect(owner.delete(erasureLedger)).rejects.toThrow();
  });

  it("takes what was merged into it along", async () => {
    const { requestId, erasureId } = await wished();
    const twin = await asked();
    await owner
      .update(aidRequests)
      .set({ state: "merged", mergedIntoId: requestId })
      .where(eq(aidRequests.id, twin.requestId));
    await carryOut(erasureId);
    expect(await stolenCopy(twin.requestId)).toEqual([]);
    expect(readLedger().map(({ id }) => id)).toEqual(expect.arrayContaining([requestId, twin.requestId]));
  });

  it("cannot be carried out twice, reopened or asked again", async () => {
    const { requestId, erasureId } = await wished();
    await carryOut(erasureId);
    expect(await carryOut(erasureId)).toEqual({ ok: false, reason: "erasure_decided" });
    expect(await askForErasure(desk(), { requestId })).toEqual({ ok: false, reason: "already_erased" });
    await owner.update(aidRequests).set({ state: "closed" }).where(eq(aidRequests.id, requestId));
    expect(await reopenRequest(desk(), { requestId, reason: "Thirri përsëri" })).toEqual({
      ok: false,
      reason: "wrong_state",
    });
  });

  it("happens once, however many carry it out", async () => {
    const { requestId, erasureId } = await wished();
    const results = await Promise.all(Array.from({ length: 6 }, () => carryOut(erasureId)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(readLedger().filter(({ id }) => id === requestId)).toHaveLength(1);
  });
});

describe("asking for it", () => {
  it("waits until the request has ended, and is asked once", async () => {
    const { requestId } = await asked();
    expect(await askForErasure(holderOf(requestId), { requestId })).toEqual({ ok: false, reason: "request_open" });
    await withdrawRequest(holderOf(requestId), { requestId });
    expect(await askForErasure(desk(), { requestId })).toEqual({ ok: true });
    expect(await askForErasure(holderOf(requestId), { requestId })).toEqual({ ok: false, reason: "erasure_asked" });
  });

  it("is nobody else's", async () => {
    const { requestId } = await asked();
    const other = await asked();
    await expect(askForErasure(holderOf(other.requestId), { requestId })).rejects.toMatchObject({ status: 404 });
    const unknown = "00000000-0000-7000-8000-000000000000";
    await expect(askForErasure(desk(), { requestId: unknown })).rejects.toMatchObject({ status: 404 });
    await expect(carryOut(unknown)).rejects.toMatchObject({ status: 404 });
  });

  it("is refused with a reason, and may be asked again", async () => {
    const { requestId, erasureId } = await wished();
    expect(await refuseErasure(dpo(), { erasureId, reason: "running_matter" })).toEqual({ ok: true });
    expect(await refuseErasure(dpo(), { erasureId, reason: "running_matter" })).toEqual({
      ok: false,
      reason: "erasure_decided",
    });
    expect(await stolenCopy(requestId)).toHaveLength(5);
    expect(await askForErasure(holderOf(requestId), { requestId })).toEqual({ ok: true });
  });
});

describe("what stands against it", () => {
  it("is an open request, an open case, a limit that runs; each is named", async () => {
    const { requestId, erasureId } = await wished();
    const { account, ...lawyer } = await buildLawyer(owner);
    const [request] = await owner.select().from(aidRequests).where(eq(aidRequests.id, requestId));
    if (!request) throw new Error("no request");
    const offer = await buildOffer(owner, request, lawyer.id, { state: "accepted", attestedAt: now });
    const [made] = await owner
      .insert(cases)
      .values({ code: "C-ERASE1", requestId, offerId: offer.id, lawyerId: lawyer.id, openedAt: now })
      .returning();
    await owner.insert(caseDeadlines).values({
      caseId: made?.id ?? "",
      ruleCode: "LA-1",
      lawVersion: "L111-2017",
      startedAt: now,
      dueAt: new Date("2026-12-01T00:00:00Z"),
      toBeConfirmed: false,
      createdBy: account.id,
    });
    await owner.update(aidRequests).set({ state: "assigned" }).where(eq(aidRequests.id, requestId));
    const held = (...holds: string[]) => ({ ok: false, reason: "held", holds });
    expect(await carryOut(erasureId)).toEqual(held("request_open", "case_open", "deadline_running"));
    await owner.update(aidRequests).set({ state: "closed" }).where(eq(aidRequests.id, requestId));
    await owner
      .update(cases)
      .set({ state: "closed", endedAt: now, outcome: "won" })
      .where(eq(cases.requestId, requestId));
    expect(await carryOut(erasureId)).toEqual(held("deadline_running"));
    await owner
      .update(caseDeadlines)
      .set({ state: "met", endedAt: now })
      .where(eq(caseDeadlines.caseId, made?.id ?? ""));
    await owner
      .update(offers)
      .set({ declineReason: "Kanarina", card: sql`${offers.card} || '{"sentence": "Kanarinë", "traits": ["rom"]}'` })
      .where(eq(offers.id, offer.id));
    expect(await carryOut(erasureId)).toEqual({ ok: true });
    const [left] = await owner.select().from(offers).where(eq(offers.id, offer.id));
    expect(left).toMatchObject({ declineReason: null, card: { sentence: null, traits: [] } });
  });
});

describe("the database", () => {
  it("lets nobody else erase, and nobody without an audit row", async () => {
    const { requestId } = await asked();
    const erase = (tx: { db: typeof app }, audit: string) =>
      tx.db.execute(sql`select access.erase_request(${requestId}::uuid, ${audit}::uuid, now())`);
    const none = "00000000-0000-7000-8000-000000000000";
    const others: Context[] = [desk(), dpo(), system(), anyone()];
    for (const context of others)
      await expect(inTransaction(context, (tx) => erase(tx as unknown as { db: typeof app }, none))).rejects.toThrow();
    await expect(app.execute(sql`select access.clear_outbox(now(), 10)`)).rejects.toThrow();
    await expect(app.execute(sql`select access.clear_account_links(now(), 10)`)).rejects.toThrow();
    expect(await stolenCopy(requestId)).toHaveLength(5);
  });
});

describe("a restored backup", () => {
  it("forgets again what the file says, twice with the same end, and nothing that somebody else wrote into it", async () => {
    const [gone, forged] = [await asked(), await asked()];
    const line = ledgerEntry({ kind: "request", id: gone.requestId, cause: "asked", at: now.toISOString() });
    await appendToLedger([line, { ...line, id: forged.requestId }]);
    appendFileSync(ledgerFile(), '{"kind":"request","id":"');
    await appendToLedger([ledgerEntry({ ...line, id: "00000000-0000-7000-8000-00000000dead" })]);
    for (let run = 0; run < 2; run++) {
      const replay = await replayErasures(system());
      expect(replay.forged.map(({ id }) => id)).toEqual([forged.requestId, ""]);
      expect(await stolenCopy(gone.requestId)).toEqual([]);
      expect(await stolenCopy(forged.requestId)).toHaveLength(5);
    }
    const lines = await owner.select().from(erasureLedger).where(eq(erasureLedger.subjectId, gone.requestId));
    expect(lines).toMatchObject([{ erasedAt: now }]);
    // The restoration works as the database's owner.
    await replayErasures(contextFor({ kind: "system" }, now, owner));
  });
});
