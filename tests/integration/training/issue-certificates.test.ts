import { createHash } from "node:crypto";
import { and, asc, eq, sql } from "drizzle-orm";
import { unzipSync } from "fflate";
import { getDocument, OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import { afterAll, describe, expect, it } from "vitest";
import { contextFor } from "#app/context.server";
import { readFile } from "#app/files/file-store.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { loader as certificatePdf } from "#app/routes/downloads/certificate-pdf";
import { loader as certificatesZip } from "#app/routes/downloads/certificates-zip";
import { loader as ownCertificate } from "#app/routes/downloads/own-certificate";
import { loader as verifiedPdf } from "#app/routes/downloads/verified-pdf";
import { action as revocation, loader as revocationPage } from "#app/routes/manage/certificate-revocation";
import { action as successor } from "#app/routes/manage/certificate-successor";
import { loader as certificatesPage, action as issueAction } from "#app/routes/manage/event-certificates";
import { loader as verifyForm } from "#app/routes/public/verify";
import { loader as verifyPage } from "#app/routes/public/verify-code";
import { loader as verifyJson } from "#app/routes/public/verify-json";
import { issueCertificates } from "#app/training/certificates/issue-certificates.server";
import { certificatesOfEvent, ownCertificates, verifiedCertificate } from "#app/training/certificates/queries.server";
import { reissueCertificate } from "#app/training/certificates/reissue-certificate.server";
import { revokeCertificate } from "#app/training/certificates/revoke-certificate.server";
import { storeCertificatePdfs } from "#app/training/certificates/store-certificate-pdfs.server";
import { recordPresence } from "#app/training/presence/record-presence.server";
import { people } from "#db/schema/accounts";
import { auditEvents } from "#db/schema/audit";
import { outboxMessages } from "#db/schema/messages";
import { certificateSerials, certificates } from "#db/schema/training";
import { buildAccount, buildEnrolment, buildEvent, buildMember, buildRoster } from "#db/seeds/build.server";
import type { PresenceMark } from "#db/vocabulary";
import { testDatabase } from "#tests/support/database";
import { ownFileStore } from "#tests/support/kept-files";
import { routeArgs, statusOf } from "#tests/support/signed-in";

const { app, owner } = await testDatabase();
ownFileStore();
afterAll(stopSendingBoss);

const now = new Date("2027-01-13T09:00:00Z");
const manager = await buildMember(owner, "training_manager");
const asManager = contextFor(manager.actor, now, app);
const asSystem = contextFor({ kind: "system" }, now, app);
const anyone = contextFor({ kind: "anyone" }, now, app);

/** An event of two sittings whose people have these marks. */
async function heldEvent(marks: (PresenceMark | null)[][]) {
  const event = await buildEvent(owner, { seats: marks.length });
  const roster = await buildRoster(owner, event.id, marks.length);
  const all = roster.flatMap(({ id }, person) =>
    event.sittings.flatMap((sitting, place) => {
      const mark = marks[person]?.[place];
      return mark ? [{ sittingId: sitting.id, enrolmentId: id, mark }] : [];
    }),
  );
  await recordPresence(asManager, { marks: all, channel: "list" });
  return { event, roster };
}

const issuedOf = (eventId: string) =>
  owner.select().from(certificates).where(eq(certificates.eventId, eventId)).orderBy(asc(certificates.serial));

const always = ["present", "present"] as const;

describe("issuing", () => {
  it("goes to everybody who has earned it, with the statement as it is now", async () => {
    const { event, roster } = await heldEvent([
      [...always],
      ["present", "absent"],
      ["present", null],
      ["late", "late"],
    ]);
    const result = await issueCertificates(asManager, { eventId: event.id });
    expect(result).toMatchObject({ ok: true, issued: 2 });
    const rows = await issuedOf(event.id);
    expect(rows.map((row) => row.personId).sort()).toEqual([roster[0]?.personId, roster[3]?.personId].sort());
    const full = rows.find((row) => row.personId === roster[0]?.personId);
    expect(full?.statement).toMatchObject({
      givenName: "Arta",
      familyName: "Mbiemri1",
      courseSq: "Të drejtat e viktimave",
      placeSq: "Kukës",
      minutesAttended: 360,
      minutesPlanned: 360,
      issuedOn: "2027-01-13",
      startsOn: "2027-01-12",
    });
    expect(full).toMatchObject({ year: 2027, state: "valid", issuedBy: manager.account.id, issuedAt: now });
    expect(rows.find((row) => row.personId === roster[3]?.personId)?.statement.minutesAttended).toBe(330);
    const audit = await owner
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.subjectId, event.id), eq(auditEvents.action, "issue-certificates")));
    expect(audit).toMatchObject([{ count: 2, actorKind: "training_manager" }]);
  });

  it("is done once: a second time there is nobody, and a later mark adds only the new one", async () => {
    const { event, roster } = await heldEvent([[...always], ["present", null]]);
    await issueCertificates(asManager, { eventId: event.id });
    expect(await issueCertificates(asManager, { eventId: event.id })).toEqual({ ok: false, reason: "nobody_earned" });
    await recordPresence(asManager, {
      marks: [{ sittingId: event.sittings[1]?.id ?? "", enrolmentId: roster[1]?.id ?? "", mark: "present" }],
      channel: "list",
    });
    expect(await issueCertificates(asManager, { eventId: event.id })).toMatchObject({ issued: 1 });
    expect(await issuedOf(event.id)).toHaveLength(2);
  });

  it("gives exactly one each and numbers without gaps, whoever clicks at once", async () => {
    const events = await Promise.all([
      heldEvent([[...always], [...always], [...always]]),
      heldEvent([[...always], [...always]]),
    ]);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        issueCertificates(asManager, { eventId: events[index % 2]?.event.id ?? "" }),
      ),
    );
    for (const { event, roster } of events) {
      const rows = await issuedOf(event.id);
      expect(rows.map((row) => row.personId).sort()).toEqual(roster.map((row) => row.personId).sort());
    }
    const serials = await owner
      .select({ serial: certificates.serial })
      .from(certificates)
      .where(eq(certificates.year, 2027))
      .orderBy(asc(certificates.serial));
    expect(serials.map((row) => row.serial)).toEqual(serials.map((_, place) => place + 1));
    const [last] = await owner.select().from(certificateSerials).where(eq(certificateSerials.year, 2027));
    expect(last?.last).toBe(serials.length);
  });

  it("gives numbers back where the transaction fails", async () => {
    const { event } = await heldEvent([[...always]]);
    const [before] = await owner.select().from(certificateSerials).where(eq(certificateSerials.year, 2027));
    await owner.execute(
      sql`alter table audit_events add constraint stop check (action <> 'issue-certificates') not valid`,
    );
    await expect(issueCertificates(asManager, { eventId: event.id })).rejects.toThrow();
    await owner.execute(sql`alter table audit_events drop constraint stop`);
    const [after] = await owner.select().from(certificateSerials).where(eq(certificateSerials.year, 2027));
    expect(after).toEqual(before);
    expect(await issuedOf(event.id)).toEqual([]);
  });

  it("tells those who have a mail address, once", async () => {
    const { event } = await heldEvent([[...always]]);
    const { personId, ...account } = await buildAccount(owner);
    const enrolment = await buildEnrolment(owner, event.id, { personId, state: "waiting" });
    await owner.execute(sql`update events set seats = 2 where id = ${event.id}`);
    await owner.execute(sql`update enrolments set state = 'admitted', seat = 2 where id = ${enrolment.id}`);
    await recordPresence(asManager, {
      marks: event.sittings.map(({ id }) => ({ sittingId: id, enrolmentId: enrolment.id, mark: "present" })),
      channel: "list",
    });
    await issueCertificates(asManager, { eventId: event.id });
    const told = await owner.select().from(outboxMessages).where(eq(outboxMessages.recipientId, personId));
    expect(told).toMatchObject([{ kind: "certificate_issued", recipientKind: "person" }]);
    expect(account.email).toContain("@");
  });

  it("refuses a cancelled event and does not know other ids", async () => {
    const event = await buildEvent(owner, { state: "cancelled" });
    expect(await issueCertificates(asManager, { eventId: event.id })).toEqual({
      ok: false,
      reason: "event_cancelled",
    });
    await expect(issueCertificates(asManager, { eventId: manager.account.id })).rejects.toMatchObject({ status: 404 });
  });
});

describe("the page", () => {
  it("says who has earned it and why the others have not", async () => {
    const { event } = await heldEvent([[...always], ["present", "absent"], [null, null]]);
    const page = await certificatesOfEvent(asManager, event.id);
    expect(page).toMatchObject({ toIssue: 1, valid: 0, rendered: 0 });
    expect(page.rows.map((row) => row.whyNot)).toEqual([
      [],
      [
        { key: "share", values: { percent: 50, needed: 80 } },
        { key: "absent", values: { count: 1 } },
      ],
      [
        { key: "share", values: { percent: 0, needed: 80 } },
        { key: "not_recorded", values: { count: 2 } },
      ],
    ]);
  });

  it("issues with one button and says when there is nobody", async () => {
    const { event } = await heldEvent([[...always]]);
    const args = async () =>
      (await routeArgs("/", { account: manager.account, params: { id: event.id }, form: {} })) as never;
    expect(await statusOf(issueAction(await args()))).toBe(303);
    expect(await statusOf(issueAction(await args()))).toBe(400);
    const trainer = await buildMember(owner, "trainer");
    const wrong = await routeArgs("/", { account: trainer.account, params: { id: event.id } });
    expect(await statusOf(certificatesPage(wrong as never))).toBe(403);
    const unknown = await routeArgs("/", { account: manager.account, params: { id: trainer.account.id } });
    expect(await statusOf(certificatesPage(unknown as never))).toBe(404);
  });
});

describe("the PDF", () => {
  it("is kept as issued: its hash is in the row, names are in it as text, fonts are embedded", async () => {
    const { event, roster } = await heldEvent([[...always]]);
    const personId = roster[0]?.personId ?? "";
    await owner.update(people).set({ givenName: "Gëzim", familyName: "Çoçoli" }).where(eq(people.id, personId));
    await issueCertificates(asManager, { eventId: event.id });
    expect(await storeCertificatePdfs(asSystem, { eventId: event.id })).toEqual({ ok: true, stored: 1 });
    const [row] = await issuedOf(event.id);
    if (!row?.pdfSha256) throw new Error("no PDF");
    const content = await readFile(row.pdfSha256);
    expect(createHash("sha256").update(content).digest().equals(row.pdfSha256)).toBe(true);
    expect(row.pdfBytes).toBe(content.byteLength);
    const { text, fonts, size, images } = await read(content);
    expect(text).toContain("Gëzim Çoçoli");
    expect(text).toContain("Të drejtat e viktimave");
    expect(text).toContain("The rights of victims");
    expect(text).toContain(`/verify/${row.code}`);
    expect(text).toContain(`${row.year}-${String(row.serial).padStart(4, "0")}`);
    expect(text).toContain("6 orë");
    expect(size).toEqual([842, 595]);
    expect(fonts.length).toBeGreaterThan(0);
    expect(fonts.every((font) => font.embedded)).toBe(true);
    expect(images).toBe(0);
  });

  it("is made once, also when two workers are asked at once", async () => {
    const { event } = await heldEvent(Array.from({ length: 30 }, () => [...always]));
    await issueCertificates(asManager, { eventId: event.id });
    const results = await Promise.all([1, 2, 3].map(() => storeCertificatePdfs(asSystem, { eventId: event.id })));
    expect(results.reduce((sum, { stored }) => sum + stored, 0)).toBe(30);
    const before = await issuedOf(event.id);
    expect(before.every((row) => row.pdfSha256)).toBe(true);
    expect(await storeCertificatePdfs(asSystem, { eventId: event.id })).toEqual({ ok: true, stored: 0 });
    expect(await issuedOf(event.id)).toEqual(before);
    await expect(
      owner
        .update(certificates)
        .set({ pdfSha256: Buffer.alloc(32) })
        .where(eq(certificates.eventId, event.id)),
    ).rejects.toThrow();
  });

  it("is for the holder and the training manager; everybody else finds nothing", async () => {
    const { event, roster } = await heldEvent([[...always]]);
    const holder = await buildAccount(owner, { account: { personId: roster[0]?.personId ?? "" } });
    const other = await buildAccount(owner);
    await issueCertificates(asManager, { eventId: event.id });
    const [row] = await issuedOf(event.id);
    const params = { id: row?.id ?? "", code: row?.code ?? "" };
    const ask = async (route: (args: never) => Promise<unknown>, account: typeof holder | undefined) =>
      statusOf(route((await routeArgs("/", { ...(account && { account }), params })) as never));
    expect(await ask(ownCertificate, holder)).toBe(503);
    await storeCertificatePdfs(asSystem, { eventId: event.id });
    for (const route of [ownCertificate, verifiedPdf]) {
      expect(await ask(route, holder)).toBe(200);
      expect(await ask(route, manager.account as never)).toBe(200);
      expect(await ask(route, other)).toBe(404);
      expect(await ask(route, undefined)).toBe(303);
    }
    expect(await ask(certificatePdf, holder)).toBe(403);
    const answer = (await ownCertificate((await routeArgs("/", { account: holder, params })) as never)) as Response;
    expect(answer.headers.get("Content-Disposition")).toMatch(/^attachment; filename="Mbiemri1-Arta-2027-\d{4}\.pdf"/);
    const mine = await ownCertificates(contextFor({ ...asManager.actor, personId: holder.personId }, now, app));
    expect(mine).toMatchObject([{ rendered: true, state: "valid" }]);
  });

  it("comes with all others in one ZIP in which namesakes keep their own files", async () => {
    const { event, roster } = await heldEvent([[...always], [...always], [...always]]);
    for (const { personId } of roster.slice(0, 2))
      await owner.update(people).set({ givenName: "Jonida", familyName: "Hoxha" }).where(eq(people.id, personId));
    await issueCertificates(asManager, { eventId: event.id });
    const args = async () => (await routeArgs("/", { account: manager.account, params: { id: event.id } })) as never;
    expect(await statusOf(certificatesZip(await args()))).toBe(303);
    await storeCertificatePdfs(asSystem, { eventId: event.id });
    const answer = (await certificatesZip(await args())) as Response;
    expect(answer.headers.get("Content-Type")).toBe("application/zip");
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    const rows = await issuedOf(event.id);
    expect(Object.keys(files).sort()).toEqual(
      rows
        .map(
          (row) =>
            `${row.statement.familyName}-${row.statement.givenName}-2027-${String(row.serial).padStart(4, "0")}.pdf`,
        )
        .sort(),
    );
    const taken = await owner
      .select({ subject: auditEvents.subjectId, count: auditEvents.count, actor: auditEvents.actorId })
      .from(auditEvents)
      .where(eq(auditEvents.action, "export-certificates"));
    expect(taken, "on record, and not while nothing was taken").toEqual([
      { subject: event.id, count: 3, actor: manager.account.id },
    ]);
    const hashes = Object.values(files).map((file) => createHash("sha256").update(file).digest("hex"));
    expect(hashes.sort()).toEqual(rows.map((row) => row.pdfSha256?.toString("hex")).sort());
  });
});

describe("verifying", () => {
  const states = async (code: string) => {
    const params = { code };
    const page = (await verifyPage((await routeArgs("/", { params })) as never)) as unknown as {
      data: { certificate: { state: string; endReason: string | null; newer: { code: string } | null } | null };
      init: { status: number };
    };
    const json = (await verifyJson((await routeArgs("/", { params })) as never)) as Response;
    return { page: page.data.certificate, status: page.init.status, json: await json.json(), jsonStatus: json.status };
  };

  it("says valid, revoked with reason and date, superseded with the new one, unknown", async () => {
    const { event, roster } = await heldEvent([[...always], [...always]]);
    await issueCertificates(asManager, { eventId: event.id });
    const [first, second] = await issuedOf(event.id);
    if (!first || !second) throw new Error("two certificates expected");
    expect(await states(first.code.toLowerCase())).toMatchObject({ page: { state: "valid" }, status: 200 });

    const later = contextFor(manager.actor, new Date("2027-02-01T09:00:00Z"), app);
    expect(await revokeCertificate(later, { certificateId: first.id, reason: "lëshuar gabimisht" })).toMatchObject({
      ok: true,
    });
    const revoked = await states(first.code);
    expect(revoked.page).toMatchObject({ state: "revoked", endReason: "lëshuar gabimisht", endedAt: later.now });
    expect(revoked.json).toMatchObject({ state: "revoked", endReason: "lëshuar gabimisht" });
    expect(await revokeCertificate(later, { certificateId: first.id, reason: "sërish" })).toEqual({
      ok: false,
      reason: "not_valid",
    });

    const personId = second.personId;
    expect(await reissueCertificate(later, { certificateId: second.id })).toMatchObject({ reason: "nothing_changed" });
    await owner.update(people).set({ familyName: "Çela" }).where(eq(people.id, personId));
    const again = await reissueCertificate(later, { certificateId: second.id });
    expect(again).toMatchObject({ ok: true });
    const superseded = await states(second.code);
    expect(superseded.page).toMatchObject({ state: "superseded" });
    const newer = await verifiedCertificate(anyone, superseded.page?.newer?.code ?? "");
    expect(newer).toMatchObject({ state: "valid", statement: { familyName: "Çela" } });
    expect(second.statement.familyName).not.toBe("Çela");

    expect(await states("ACDEFGHJKMNP")).toMatchObject({ page: null, status: 404, json: { state: "unknown" } });
    expect(await states("%00")).toMatchObject({ page: null, status: 404, jsonStatus: 404 });
    expect(roster).toHaveLength(2);
  });

  it("lets somebody earn it again after a revocation, under a new number", async () => {
    const { event } = await heldEvent([[...always]]);
    await issueCertificates(asManager, { eventId: event.id });
    const [first] = await issuedOf(event.id);
    await revokeCertificate(asManager, { certificateId: first?.id ?? "", reason: "gabim në datë" });
    expect(await issueCertificates(asManager, { eventId: event.id })).toMatchObject({ issued: 1 });
    const rows = await issuedOf(event.id);
    expect(rows.map((row) => row.state)).toEqual(["revoked", "valid"]);
    expect(rows[0]?.serial).not.toBe(rows[1]?.serial);
  });

  it("leads from what was typed to the certificate's address, or says what is wrong", async () => {
    const ask = async (query: string) => verifyForm((await routeArgs(`/verify${query}`)) as never) as Promise<unknown>;
    expect(await statusOf(ask(""))).toBe(200);
    expect(await statusOf(ask("?code=acde-fghj-kmnp"))).toBe(303);
    expect(await statusOf(ask("?code=2027-0001"))).toBe(400);
    expect(await statusOf(ask("?code="))).toBe(400);
  });

  it("takes a certificate back only with a reason, through its own page", async () => {
    const { event } = await heldEvent([[...always]]);
    await issueCertificates(asManager, { eventId: event.id });
    const [row] = await issuedOf(event.id);
    const params = { id: row?.id ?? "" };
    const post = async (form: Record<string, string>) =>
      statusOf(revocation((await routeArgs("/", { account: manager.account, params, form })) as never));
    const page = await routeArgs("/", { account: manager.account, params });
    expect(await statusOf(revocationPage(page as never))).toBe(200);
    expect(await post({ reason: "" })).toBe(400);
    expect(await post({ reason: "lëshuar dy herë" })).toBe(303);
    expect(await post({ reason: "lëshuar dy herë" })).toBe(400);
    const trainer = await buildMember(owner, "trainer");
    const wrong = await routeArgs("/", { account: trainer.account, params, form: { reason: "një arsye" } });
    expect(await statusOf(revocation(wrong as never))).toBe(403);
    const next = await routeArgs("/", { account: manager.account, params: { id: event.id }, form: {} });
    expect(await statusOf(successor(next as never))).toBe(404);
  });
});

async function read(content: Uint8Array) {
  const task = getDocument({ data: content.slice(), useSystemFonts: false, verbosity: 0 });
  const document = await task.promise;
  const page = await document.getPage(1);
  const { items } = await page.getTextContent();
  const text = items
    .map((item) => ("str" in item ? item.str : ""))
    .join(" ")
    .replace(/\s+/g, " ");
  const operators = await page.getOperatorList();
  const names = operators.fnArray.flatMap((fn, place) =>
    fn === OPS.setFont ? [String(operators.argsArray[place]?.[0])] : [],
  );
  const fonts = [...new Set(names)].map((name) => {
    const font = page.commonObjs.get(name) as { missingFile?: boolean; data?: unknown };
    return { name, embedded: !font.missingFile };
  });
  const images = operators.fnArray.filter((fn) => fn === OPS.paintImageXObject).length;
  const [, , width = 0, height = 0] = page.view;
  await task.destroy();
  return { text, fonts, images, size: [Math.round(width), Math.round(height)] };
}
