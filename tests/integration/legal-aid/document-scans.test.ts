import { existsSync, readFileSync, rmSync } from "node:fs";
import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { clearDocuments } from "#app/legal-aid/documents/clear-documents.server";
import { openDocument } from "#app/legal-aid/documents/open-document.server";
import { documentsOfCase, quarantine } from "#app/legal-aid/documents/queries.server";
import { auditEvents } from "#db/schema/audit";
import { documents } from "#db/schema/documents";
import { outboxMessages } from "#db/schema/messages";
import { useClamd } from "#tests/support/clamd";
import { eicar, pdf, photo, text } from "#tests/support/hostile-files";
import { minutes, monday } from "#tests/support/network";
import { notFound, papersHere } from "#tests/support/papers";

const { database, network, desk, clamd, working, added, rowOf, placeOf, scan, downloaded } = await papersHere();

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
