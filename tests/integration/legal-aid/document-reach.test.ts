import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { type Context, inTransaction } from "#app/context.server";
import type { DocumentActor } from "#app/legal-aid/documents/lock-subject.server";
import { openDocument } from "#app/legal-aid/documents/open-document.server";
import { documentsOfCase, documentsOfRequest } from "#app/legal-aid/documents/queries.server";
import { receiveDocument } from "#app/legal-aid/documents/receive-document.server";
import { withdrawDocument } from "#app/legal-aid/documents/withdraw-document.server";
import { aidRequests, consents } from "#db/schema/aid-requests";
import { auditEvents } from "#db/schema/audit";
import { cases } from "#db/schema/cases";
import { documents } from "#db/schema/documents";
import { useClamd } from "#tests/support/clamd";
import { pdf, text } from "#tests/support/hostile-files";
import { monday } from "#tests/support/network";
import { notFound, papersHere, posted } from "#tests/support/papers";

const { database, network, desk, clamd, receiptOf, working, added, scan, downloaded } = await papersHere();

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
