import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { contextFor } from "#app/context.server";
import { addDocument } from "#app/legal-aid/documents/add-document.server";
import { clearDocuments } from "#app/legal-aid/documents/clear-documents.server";
import { openDocument } from "#app/legal-aid/documents/open-document.server";
import { documentsOfCase } from "#app/legal-aid/documents/queries.server";
import { receiveDocument } from "#app/legal-aid/documents/receive-document.server";
import { returnDocument } from "#app/legal-aid/documents/return-document.server";
import { documentLimits } from "#app/legal-aid/documents/rules";
import { withdrawDocument } from "#app/legal-aid/documents/withdraw-document.server";
import { close, connect } from "#db/client.server";
import { aidRequests } from "#db/schema/aid-requests";
import { documents, removedFiles } from "#db/schema/documents";
import { useClamd } from "#tests/support/clamd";
import { openDatabaseWire } from "#tests/support/database-wire";
import { pdf, text } from "#tests/support/hostile-files";
import { minutes, monday } from "#tests/support/network";
import { notFound, papersHere, posted } from "#tests/support/papers";

const { database, network, desk, clamd, receiptOf, working, added, rowOf, placeOf, files, scan, downloaded } =
  await papersHere();

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
