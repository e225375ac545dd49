import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { and, eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Actor,
  type Context,
  type Coordinator,
  contextFor,
  inTransaction,
  type Lawyer,
} from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { approveBreakGlass } from "#app/legal-aid/break-glass/approve-break-glass.server";
import { askForBreakGlass } from "#app/legal-aid/break-glass/ask-for-break-glass.server";
import { endBreakGlass } from "#app/legal-aid/break-glass/end-break-glass.server";
import { openDocumentByBreakGlass } from "#app/legal-aid/break-glass/open-document-by-break-glass.server";
import { openByBreakGlass } from "#app/legal-aid/break-glass/queries.server";
import { addDocument } from "#app/legal-aid/documents/add-document.server";
import { clearDocuments } from "#app/legal-aid/documents/clear-documents.server";
import { documentAnswer } from "#app/legal-aid/documents/document-answer.server";
import type { DocumentActor } from "#app/legal-aid/documents/lock-subject.server";
import { openDocument } from "#app/legal-aid/documents/open-document.server";
import { documentsOfCase, documentsOfRequest, quarantine } from "#app/legal-aid/documents/queries.server";
import { receiveDocument } from "#app/legal-aid/documents/receive-document.server";
import { returnDocument } from "#app/legal-aid/documents/return-document.server";
import { documentLimits } from "#app/legal-aid/documents/rules";
import { scanDocuments } from "#app/legal-aid/documents/scan-documents.server";
import { withdrawDocument } from "#app/legal-aid/documents/withdraw-document.server";
import * as copies from "#app/routes/audit/break-glass-document-copies";
import { close, connect, setDatabase } from "#db/client.server";
import { signIns } from "#db/schema/accounts";
import { aidRequests, consents } from "#db/schema/aid-requests";
import { auditEvents } from "#db/schema/audit";
import { cases } from "#db/schema/cases";
import { documents, removedFiles } from "#db/schema/documents";
import { outboxMessages } from "#db/schema/messages";
import { buildMember } from "#db/seeds/build.server";
import type { Role } from "#db/vocabulary";
import { type Clamd, clamdForTests, useClamd } from "#tests/support/clamd";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { openDatabaseWire } from "#tests/support/database-wire";
import { eicar, pdf, photo, text } from "#tests/support/hostile-files";
import { ownFileStore } from "#tests/support/kept-files";
import { minutes, monday, networkOn } from "#tests/support/network";
import { routeArgs } from "#tests/support/signed-in";

const store = ownFileStore();
let database: TestDatabase;
let network: ReturnType<typeof networkOn>;
let desk: Coordinator;
let clamd: Clamd;

beforeAll(async () => {
  database = await testDatabase();
  network = networkOn(database);
  desk = await network.desk();
  clamd = await clamdForTests();
});
afterAll(stopSendingBoss);

const receiptOf = (requestId: string, now = monday) =>
  contextFor({ kind: "receipt" as const, requestId }, now, database.app);

/** A lawyer with an open case. */
async function working() {
  const lawyer = await network.lawyer();
  const requestId = await network.request(desk);
  await database.owner.execute(sql`delete from conflict_findings`);
  await database.owner.execute(sql`insert into conflict_checks (request_id, checked_by, checked_at, enough, compared)
    values (${requestId}, ${desk.accountId}, now(), true, 0)`);
  const [offer] = await network.offer(desk, requestId, lawyer.id);
  const caseId = await network.accept(lawyer.actor, offer?.id ?? "");
  return { requestId, caseId, actor: lawyer.actor, context: network.acting(lawyer.actor) };
}

function posted(content: Buffer, name: string, kind = "decision"): Request {
  const form = new FormData();
  form.append("kind", kind);
  form.append("file", new File([new Uint8Array(content)], name));
  return new Request("http://localhost:3000/lawyer/cases/1/documents", { method: "POST", body: form });
}

async function added(
  context: Context<DocumentActor>,
  subjectId: string,
  content: Buffer,
  name = "vendimi i Mirelës.pdf",
) {
  const received = await receiveDocument(context, posted(content, name), subjectId);
  if (!received.ok) throw new Error(JSON.stringify(received.state.errors));
  const [row] = await database.owner.select().from(documents).orderBy(sql`xmin::text::bigint desc`).limit(1);
  if (!row) throw new Error("no row");
  return row;
}

const rowOf = async (id: string) => (await database.owner.select().from(documents).where(eq(documents.id, id)))[0];
const placeOf = (fileId: string) => join(store, "files", "sealed", fileId.slice(0, 2), fileId);
const files = () =>
  readdirSync(join(store, "files"), { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
const scan = (now = monday) => scanDocuments(network.system(now));

async function downloaded(context: Context<Lawyer | Coordinator>, subjectId: string, documentId: string) {
  const opened = await openDocument(context, { subjectId, documentId, reason: "triage" });
  if (!opened.ok) return opened.reason;
  const answer = documentAnswer(opened.document);
  return { headers: answer.headers, content: Buffer.from(await answer.arrayBuffer()) };
}

const notFound = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ status: 404 });

describe("without a scanner", () => {
  beforeAll(() => useClamd(null));

  it("a paper is kept sealed, and nobody opens it", async () => {
    const { caseId, context } = await working();
    const row = await added(context, caseId, pdf());
    expect(row).toMatchObject({
      state: "unscanned",
      type: "pdf",
      kind: "decision",
      origin: "lawyer",
      bytes: pdf().length,
    });
    const kept = readFileSync(placeOf(row.fileId));
    expect(kept.includes("%PDF")).toBe(false);
    expect([row.name, row.fileKey].some((value) => value.includes("vendimi"))).toBe(false);
    await notFound(openDocument(context, { subjectId: caseId, documentId: row.id, reason: "case_work" }));
    expect(await scan()).toEqual({ scanned: 0 });
    const listed = await documentsOfCase(context, caseId);
    expect(listed).toMatchObject({
      scanner: false,
      documents: [{ name: "vendimi i Mirelës.pdf", state: "unscanned" }],
    });
    expect((await quarantine(network.acting(desk))).documents.map(({ id }) => id)).toContain(row.id);
  });

  it("it opens once there is a scanner that has seen it", async () => {
    const { caseId, context } = await working();
    const row = await added(context, caseId, pdf());
    useClamd(clamd);
    await scan();
    expect(await downloaded(context, caseId, row.id)).toMatchObject({ content: pdf() });
    useClamd(null);
  });
});

describe("with a scanner", () => {
  beforeAll(() => useClamd(clamd));

  it("a paper waits, is seen whole, and leaves as a download that runs nothing", async () => {
    const { requestId, caseId, context } = await working();
    const content = Buffer.concat([pdf().subarray(0, -6), Buffer.alloc(300_000, " "), Buffer.from("%%EOF\n")]);
    const row = await added(context, caseId, content);
    expect(row.state).toBe("quarantined");
    await notFound(openDocument(context, { subjectId: caseId, documentId: row.id, reason: "case_work" }));
    await scan();
    expect(clamd.seen.at(-1)?.equals(content)).toBe(true);
    expect(await rowOf(row.id)).toMatchObject({ state: "clean", scans: 1, finding: null });
    const got = await downloaded(context, caseId, row.id);
    if (typeof got === "string") throw new Error(got);
    expect(got.content.equals(content)).toBe(true);
    expect(Object.fromEntries(got.headers)).toEqual({
      "cache-control": "no-store",
      "content-disposition": `attachment; filename="vendimi i Mireles.pdf"; filename*=UTF-8''vendimi%20i%20Mirel%C3%ABs.pdf`,
      "content-length": String(content.length),
      "content-security-policy": "default-src 'none'; sandbox",
      "content-type": "application/pdf",
      "x-content-type-options": "nosniff",
    });
    const about = await database.owner
      .select({ action: auditEvents.action, reason: auditEvents.reason, actorKind: auditEvents.actorKind })
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, requestId));
    expect(about).toContainEqual({ action: "open-document", reason: "scan", actorKind: "system" });
    expect(about).toContainEqual({ action: "add-document", reason: null, actorKind: "lawyer" });
  });

  it("a photo is kept without what it says beside its picture", async () => {
    const { caseId, context } = await working();
    const row = await added(context, caseId, await photo(), "foto.jpg");
    await scan();
    const got = await downloaded(context, caseId, row.id);
    if (typeof got === "string") throw new Error(got);
    expect(got.content.includes("Mirela Gjoka")).toBe(false);
    expect(got.content.length).toBe(row.bytes);
  });

  it("an infected one is refused, told, and gone", async () => {
    const { requestId, caseId, context } = await working();
    const row = await added(context, caseId, eicar(), "eicar.txt");
    await scan();
    expect(await rowOf(row.id)).toMatchObject({ state: "infected", finding: "Eicar-Test-Signature" });
    await notFound(openDocument(context, { subjectId: caseId, documentId: row.id, reason: "case_work" }));
    await clearDocuments(network.system());
    expect(existsSync(placeOf(row.fileId))).toBe(false);
    expect(await rowOf(row.id)).toBeDefined();
    const told = await database.owner
      .select({ kind: outboxMessages.kind })
      .from(outboxMessages)
      .where(and(eq(outboxMessages.subjectId, requestId), eq(outboxMessages.recipientId, desk.accountId)));
    expect(told).toContainEqual({ kind: "desk_attention" });
    expect((await documentsOfCase(context, caseId)).documents[0]).toMatchObject({ finding: "Eicar-Test-Signature" });
  });

  it("that is down opens nothing, and everything waits until it is back", async () => {
    const { requestId, caseId, context } = await working();
    const row = await added(context, caseId, text(), "a.txt");
    process.env.CLAMAV = "127.0.0.1:9";
    useClamd({ ...clamd, address: { host: "127.0.0.1", port: 9 } });
    await expect(scan()).rejects.toThrow("does not answer");
    expect(await rowOf(row.id)).toMatchObject({ state: "quarantined", scans: 0 });
    const opened = await database.owner
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.subjectId, requestId), eq(auditEvents.reason, "scan")));
    expect(opened).toEqual([]);
    useClamd(clamd);
    await scan();
    expect((await rowOf(row.id))?.state).toBe("clean");
  });

  it.each(["hangs up", "too large", "garbled"] as const)(
    "that %s leaves it in quarantine, tried again later",
    async (mood) => {
      const { caseId, context } = await working();
      const row = await added(context, caseId, text(), "a.txt");
      clamd.mood = mood;
      await scan();
      clamd.mood = "well";
      expect(await rowOf(row.id)).toMatchObject({ state: "quarantined", scans: 1, nextScanAt: minutes(1) });
      await scan(new Date(monday.getTime() + 30_000));
      expect((await rowOf(row.id))?.state).toBe("quarantined");
      await scan(minutes(1));
      expect(await rowOf(row.id)).toMatchObject({ state: "clean", scans: 2, nextScanAt: null });
    },
  );
});

it("a paper that cannot be read keeps no other one waiting", async () => {
  useClamd(clamd);
  const { caseId, context } = await working();
  const broken = await added(context, caseId, text(), "a.txt");
  const lost = await added(context, caseId, text(), "b.txt");
  const good = await added(context, caseId, text(), "c.txt");
  await database.owner.update(documents).set({ fileKey: good.fileKey }).where(eq(documents.id, broken.id));
  rmSync(placeOf(lost.fileId));
  await scan();
  expect(await rowOf(broken.id)).toMatchObject({ state: "quarantined", scans: 1 });
  expect(await rowOf(lost.id)).toMatchObject({ state: "quarantined", scans: 1 });
  expect(await rowOf(good.id)).toMatchObject({ state: "clean" });
});

describe("who comes to a paper", () => {
  beforeAll(() => useClamd(clamd));

  it("a stranger finds nothing, whatever the way in", async () => {
    const one = await working();
    const other = await working();
    const row = await added(one.context, one.caseId, pdf());
    await scan();
    const byOther = { subjectId: other.caseId, documentId: row.id };
    await notFound(openDocument(other.context, { ...byOther, reason: "case_work" }));
    await notFound(openDocument(other.context, { ...byOther, subjectId: one.caseId, reason: "case_work" }));
    await notFound(withdrawDocument(other.context, byOther));
    await notFound(withdrawDocument(other.context, { ...byOther, subjectId: one.caseId }));
    await notFound(documentsOfCase(other.context, one.caseId));
    await notFound(receiveDocument(other.context, posted(pdf(), "a.pdf"), one.caseId));
    await notFound(withdrawDocument(receiptOf(one.requestId), { subjectId: one.requestId, documentId: row.id }));
    await notFound(documentsOfRequest(receiptOf(other.requestId), one.requestId));
  });

  it("the desk adds and opens with a reason, until a lawyer has the case", async () => {
    const requestId = await network.request(desk);
    const acting = network.acting(desk);
    const row = await added(acting, requestId, pdf());
    await scan();
    expect(await downloaded(acting, requestId, row.id)).toMatchObject({ content: pdf() });
    const [looked] = await database.owner
      .select({ reason: auditEvents.reason, actorId: auditEvents.actorId })
      .from(auditEvents)
      .where(and(eq(auditEvents.subjectId, row.id), eq(auditEvents.action, "download-document")));
    expect(looked).toEqual({ reason: "triage", actorId: desk.accountId });
    await notFound(openDocument(acting, { subjectId: requestId, documentId: row.id, reason: "case_work" }));
    const listed = await documentsOfRequest(acting, requestId);
    expect(JSON.stringify(listed)).not.toContain("Mirel");
    await database.owner.update(aidRequests).set({ state: "assigned" }).where(eq(aidRequests.id, requestId));
    await notFound(openDocument(acting, { subjectId: requestId, documentId: row.id, reason: "triage" }));
    expect(await receiveDocument(acting, posted(pdf(), "a.pdf"), requestId)).toMatchObject({
      state: { errors: { file: [{ key: "file_with_lawyer" }] } },
    });
    expect((await documentsOfRequest(acting, requestId)).closed).toBe("with_lawyer");
  });

  it("a lawyer sees the person's with her consent, and only the own ones without it", async () => {
    const { requestId, caseId, context } = await working();
    const hers = await added(receiptOf(requestId), requestId, pdf(), "e imja.pdf");
    expect(hers).toMatchObject({ origin: "person", addedBy: null, kind: "other" });
    await added(context, caseId, text(), "padia.txt");
    await scan();
    const names = async () => (await documentsOfCase(context, caseId)).documents.map(({ name }) => name).sort();
    expect(await names()).toEqual(["e imja.pdf", "padia.txt"]);
    expect(await downloaded(context, caseId, hers.id)).toMatchObject({ content: pdf() });
    await database.owner.update(consents).set({ withdrawnAt: monday }).where(eq(consents.requestId, requestId));
    expect(await names()).toEqual(["padia.txt"]);
    await notFound(openDocument(context, { subjectId: caseId, documentId: hers.id, reason: "case_work" }));
  });

  it("a lawyer whose case has ended finds nothing any more", async () => {
    const { caseId, context } = await working();
    const row = await added(context, caseId, pdf());
    await scan();
    await database.owner
      .update(cases)
      .set({ state: "closed", endedAt: monday, outcome: "advice_given" })
      .where(eq(cases.id, caseId));
    await notFound(openDocument(context, { subjectId: caseId, documentId: row.id, reason: "case_work" }));
    await notFound(documentsOfCase(context, caseId));
    await notFound(receiveDocument(context, posted(pdf(), "a.pdf"), caseId));
  });

  it("the person sees that it is there and what it is, and no name", async () => {
    const requestId = await network.request(desk);
    await added(receiptOf(requestId), requestId, pdf(), "dhuna ne shtepi.pdf");
    await added(network.acting(desk), requestId, pdf(), "nga zyra.pdf");
    const own = await documentsOfRequest(receiptOf(requestId), requestId);
    expect(own.documents).toMatchObject([{ type: "pdf", origin: "person", own: true }]);
    expect(JSON.stringify(own)).not.toMatch(/dhuna|zyra|fileId|sha256|fileKey/);
  });

  it("queries that forget their actor find no row, and nobody changes what was kept", async () => {
    const { requestId, caseId, context } = await working();
    const row = await added(context, caseId, pdf());
    expect(await database.app.select({ id: documents.id }).from(documents)).toEqual([]);
    const seenBy = (who: Context<DocumentActor>) =>
      inTransaction(who, (tx) => tx.db.$count(documents, eq(documents.requestId, requestId)));
    const stranger = await working();
    expect(await seenBy(stranger.context)).toBe(0);
    expect(await seenBy(context)).toBe(1);
    expect(await seenBy(receiptOf(requestId))).toBe(1);
    const forged = inTransaction(context, (tx) =>
      tx.db.update(documents).set({ sha256: row.sha256, name: row.name }).where(eq(documents.id, row.id)),
    );
    await expect(forged).rejects.toThrow();
    const deleted = await inTransaction(context, (tx) =>
      tx.db.delete(documents).where(eq(documents.id, row.id)).returning(),
    );
    expect(deleted).toEqual([]);
  });
});

describe("what was refused", () => {
  it("leaves neither row nor file", async () => {
    const { caseId, context } = await working();
    const before = files().length;
    const tries: [Buffer, string, string, string][] = [
      [Buffer.alloc(0), "a.pdf", "decision", "file_empty"],
      [pdf(), "../a.pdf", "decision", "file_name_path"],
      [text("<html>"), "a.pdf", "decision", "file_web_page"],
      [Buffer.alloc(25 * 2 ** 20 + 1, "a"), "a.txt", "decision", "file_too_large"],
    ];
    for (const [content, name, kind, key] of tries)
      expect(await receiveDocument(context, posted(content, name, kind), caseId)).toMatchObject({
        ok: false,
        state: { errors: { file: [{ key }] } },
      });
    expect(await receiveDocument(context, posted(pdf(), "a.pdf", "secret"), caseId)).toMatchObject({
      ok: false,
      state: { errors: { kind: [{ key: "choice" }] } },
    });
    expect(files().length).toBe(before);
    expect((await documentsOfCase(context, caseId)).documents).toEqual([]);
  });

  it("is also the one paper too many", async () => {
    const requestId = await network.request(desk);
    const row = await added(network.acting(desk), requestId, pdf());
    await database.owner.execute(sql`
      insert into documents (id, request_id, kind, origin, added_by, added_at, name, type, bytes, file_id, file_key, sha256, state)
      select uuidv7(), request_id, kind, origin, added_by, added_at, name, type, bytes, gen_random_uuid(), file_key, sha256, state
      from documents, generate_series(2, ${documentLimits.count}) where id = ${row.id}`);
    const file = { id: row.fileId, key: Buffer.alloc(32), sha256: row.sha256, bytes: row.bytes };
    const input = { subjectId: requestId, kind: "other", name: "a", type: "pdf", file } as const;
    expect(await addDocument(network.acting(desk), input)).toEqual({ ok: false, reason: "too_many" });
  });
});

describe("a paper that was taken back", () => {
  beforeAll(() => useClamd(clamd));

  it("opens for nobody, comes back within the hour, and is destroyed after it", async () => {
    const { caseId, actor, context } = await working();
    const row = await added(context, caseId, pdf());
    await scan();
    const own = { subjectId: caseId, documentId: row.id };
    await withdrawDocument(context, own);
    await notFound(openDocument(context, { ...own, reason: "case_work" }));
    await notFound(withdrawDocument(context, own));
    await clearDocuments(network.system(minutes(59)));
    expect(await returnDocument(network.acting(actor, minutes(59)), own)).toEqual({ ok: true });
    expect(await downloaded(context, caseId, row.id)).toMatchObject({ content: pdf() });
    await withdrawDocument(context, own);
    expect(await returnDocument(network.acting(actor, minutes(60)), own)).toEqual({ ok: false, reason: "undo_over" });
    await clearDocuments(network.system(minutes(61)));
    expect(await rowOf(row.id)).toBeUndefined();
    expect(existsSync(placeOf(row.fileId))).toBe(false);
    expect(await database.owner.$count(removedFiles)).toBe(0);
    expect((await documentsOfCase(context, caseId)).documents).toEqual([]);
  });
});

describe("the file store", () => {
  beforeAll(() => useClamd(clamd));

  it("gives out nothing that was changed, cut, or laid in another one's place", async () => {
    const { caseId, context } = await working();
    const one = await added(context, caseId, pdf());
    const other = await added(context, caseId, pdf({ body: "/Lang (sq)" }));
    await scan();
    const bytes = readFileSync(placeOf(one.fileId));
    const changed = Buffer.from(bytes);
    changed[100] = (changed[100] ?? 0) ^ 1;
    for (const content of [changed, bytes.subarray(0, -1), readFileSync(placeOf(other.fileId)), Buffer.alloc(0)]) {
      writeFileSync(placeOf(one.fileId), content);
      expect(await downloaded(context, caseId, one.id)).toBe("file_damaged");
    }
    writeFileSync(placeOf(one.fileId), bytes);
    expect(await downloaded(context, caseId, one.id)).toMatchObject({ content: pdf() });
  });

  it("keeps a paper whose commit arrived although its answer did not", async () => {
    const { requestId } = await working();
    const wire = await openDatabaseWire(database.databaseUrl);
    const far = connect(wire.through(database.databaseUrl));
    const committed = wire.holdAfterCommitOf(/insert into "documents"/);
    const person = contextFor({ kind: "receipt" as const, requestId }, monday, far);
    const received = receiveDocument(person, posted(pdf(), "a.pdf"), requestId);
    received.catch(() => {});
    await committed;
    await wire.close();
    await expect(received).rejects.toThrow();
    await close(far);
    const rows = await database.owner.select().from(documents).where(eq(documents.requestId, requestId));
    expect(rows.map(({ fileId }) => existsSync(placeOf(fileId)))).toEqual([true]);
  });

  it("forgets the papers of a request that was erased or deleted", async () => {
    const { requestId, caseId, context } = await working();
    const rows = [await added(context, caseId, pdf()), await added(receiptOf(requestId), requestId, pdf())];
    await database.owner.update(aidRequests).set({ erasedAt: monday }).where(eq(aidRequests.id, requestId));
    await clearDocuments(network.system());
    for (const row of rows) {
      expect(await rowOf(row.id)).toBeUndefined();
      expect(existsSync(placeOf(row.fileId))).toBe(false);
    }
  });
});

describe("by break-glass", () => {
  beforeAll(() => useClamd(clamd));
  const acting = <A extends Actor>(actor: A) => contextFor(actor, new Date(), database.app);
  const member = async <R extends Role>(role: R) => (await buildMember(database.owner, role)).actor;

  async function broken() {
    const { requestId, caseId, context } = await working();
    const paper = await added(context, caseId, pdf());
    await scan();
    const [dpo, auditor] = [await member("dpo"), await member("auditor")];
    const asked = await askForBreakGlass(acting(dpo), { requestId, reason: "incident" });
    if (!asked.ok) throw new Error(asked.reason);
    const approve = () => approveBreakGlass(acting(auditor), { id: asked.id });
    return { requestId, caseId, context, paper, dpo, id: asked.id, approve };
  }

  it("opens each paper of the one request, on record with the approved reason, while the hour runs", async () => {
    const { requestId, paper, dpo, id, approve } = await broken();
    const open = (by = dpo, documentId = paper.id) => openDocumentByBreakGlass(acting(by), { id, documentId });
    expect(await open()).toEqual({ ok: false, reason: "break_glass_over" });
    await approve();
    expect(await openByBreakGlass(acting(dpo), { id, classes: ["document"] })).toMatchObject({
      ok: true,
      opened: { story: null, documents: [{ id: paper.id, name: "vendimi i Mirelës.pdf", mayLeave: true }] },
    });
    const opened = await open();
    if (!opened.ok) throw new Error(opened.reason);
    expect(Buffer.from(await documentAnswer(opened.document).arrayBuffer()).equals(pdf())).toBe(true);
    const rows = await database.owner
      .select({ action: auditEvents.action, reason: auditEvents.reason, actorId: auditEvents.actorId })
      .from(auditEvents)
      .where(and(inArray(auditEvents.subjectId, [requestId, paper.id]), eq(auditEvents.actorKind, "dpo")))
      .orderBy(auditEvents.sequence);
    const row = (action: string) => ({ action, reason: "incident", actorId: dpo.accountId });
    expect(rows).toEqual(["ask-break-glass", "open-document", "open-document", "download-document"].map(row));

    await notFound(open(await member("dpo")));
    const other = await working();
    const foreign = await added(other.context, other.caseId, pdf());
    await scan();
    await notFound(open(dpo, foreign.id));
    await notFound(open(dpo, id));
    await endBreakGlass(acting(dpo), { id });
    expect(await open()).toEqual({ ok: false, reason: "break_glass_over" });
  });

  it("opens none that nobody may have, nor one that was changed on the disk", async () => {
    const { caseId, context, paper, dpo, id, approve } = await broken();
    await approve();
    const unseen = await added(context, caseId, text(), "a.txt");
    await notFound(openDocumentByBreakGlass(acting(dpo), { id, documentId: unseen.id }));
    writeFileSync(placeOf(paper.fileId), "changed");
    const damaged = await openDocumentByBreakGlass(acting(dpo), { id, documentId: paper.id });
    expect(damaged).toEqual({ ok: false, reason: "file_damaged" });
    await withdrawDocument(context, { subjectId: caseId, documentId: paper.id });
    await notFound(openDocumentByBreakGlass(acting(dpo), { id, documentId: paper.id }));
  });

  it("asks for a fresh factor first", async () => {
    const { paper, dpo, id, approve } = await broken();
    await approve();
    setDatabase(database.app);
    const ask = async (minutesAgo: number) => {
      const params = { id, documentId: paper.id };
      const account = { id: dpo.accountId, roles: dpo.roles };
      const args = await routeArgs(`/audit/break-glass/${id}/documents/${paper.id}/copies`, {
        account,
        params,
        form: {},
      });
      const secondFactorAt = new Date(Date.now() - minutesAgo * 60_000);
      await database.owner.update(signIns).set({ secondFactorAt }).where(eq(signIns.accountId, dpo.accountId));
      return copies.action(args).catch((thrown: unknown) => thrown) as Promise<Response>;
    };
    const stale = await ask(6);
    const back = encodeURIComponent(`/audit/break-glass/${id}/file`);
    expect([stale.status, stale.headers.get("Location")]).toEqual([303, `/account/confirm?to=${back}`]);
    const fresh = await ask(0);
    expect([fresh.status, fresh.headers.get("Content-Type")]).toEqual([200, "application/pdf"]);
    expect(Buffer.from(await fresh.arrayBuffer()).equals(pdf())).toBe(true);
  });
});
