import { writeFileSync } from "node:fs";
import { and, eq, inArray } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { type Actor, contextFor } from "#app/context.server";
import { approveBreakGlass } from "#app/legal-aid/break-glass/approve-break-glass.server";
import { askForBreakGlass } from "#app/legal-aid/break-glass/ask-for-break-glass.server";
import { endBreakGlass } from "#app/legal-aid/break-glass/end-break-glass.server";
import { openDocumentByBreakGlass } from "#app/legal-aid/break-glass/open-document-by-break-glass.server";
import { openByBreakGlass } from "#app/legal-aid/break-glass/queries.server";
import { documentAnswer } from "#app/legal-aid/documents/document-answer.server";
import { withdrawDocument } from "#app/legal-aid/documents/withdraw-document.server";
import * as copies from "#app/routes/audit/break-glass-document-copies";
import { setDatabase } from "#db/client.server";
import { signIns } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";
import { buildMember } from "#db/seeds/build.server";
import type { Role } from "#db/vocabulary";
import { useClamd } from "#tests/support/clamd";
import { pdf, text } from "#tests/support/hostile-files";
import { notFound, papersHere } from "#tests/support/papers";
import { routeArgs } from "#tests/support/signed-in";

const { database, clamd, working, added, placeOf, scan } = await papersHere();

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
