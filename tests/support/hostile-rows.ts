import { randomUUID } from "node:crypto";
import { eq, notInArray } from "drizzle-orm";
import { createAccountLink } from "#app/accounts/send-account-link.server";
import { beginSignIn } from "#app/accounts/session.server";
import { contextFor } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { approveBreakGlass } from "#app/legal-aid/break-glass/approve-break-glass.server";
import { askForBreakGlass } from "#app/legal-aid/break-glass/ask-for-break-glass.server";
import { receiveDocument } from "#app/legal-aid/documents/receive-document.server";
import { withdrawDocument } from "#app/legal-aid/documents/withdraw-document.server";
import { askForErasure } from "#app/legal-aid/erasures/ask-for-erasure.server";
import { addWage } from "#app/legal-aid/law/add-wage.server";
import { holdOffer } from "#app/legal-aid/offers/hold-offer.server";
import { logService } from "#app/legal-aid/services/log-service.server";
import { periodBounds } from "#app/protection/retention-rules";
import { makeCalendarAddress } from "#app/training/calendar/make-calendar-address.server";
import { issueCertificates } from "#app/training/certificates/issue-certificates.server";
import { storeCertificatePdfs } from "#app/training/certificates/store-certificate-pdfs.server";
import { enrolmentPath } from "#app/training/enrolments/enrolment-links.server";
import { commitImport } from "#app/training/imports/commit-import.server";
import { previewImport } from "#app/training/imports/preview-import.server";
import { nominatePerson } from "#app/training/nominations/nominate-person.server";
import { mergePeople } from "#app/training/person-merges/merge-people.server";
import { recordsToCompare } from "#app/training/person-merges/queries.server";
import { recordPresence } from "#app/training/presence/record-presence.server";
import { addSheetScan } from "#app/training/sheets/add-sheet-scan.server";
import { confirmSheetScan } from "#app/training/sheets/confirm-sheet-scan.server";
import { rowsPerPage } from "#app/training/sheets/layout";
import { makeSheet } from "#app/training/sheets/make-sheet.server";
import { signIns } from "#db/schema/accounts";
import { aidRequests } from "#db/schema/aid-requests";
import { caseDeadlines, caseHours, caseSteps } from "#db/schema/cases";
import { documents } from "#db/schema/documents";
import { corrections, erasures } from "#db/schema/erasures";
import { eventNotices } from "#db/schema/event-notices";
import { outboxMessages } from "#db/schema/messages";
import { conflictChecks, conflictFindings } from "#db/schema/offers";
import { deadlineRules } from "#db/schema/reference";
import { passkeys } from "#db/schema/second-factors";
import { attendanceSheets } from "#db/schema/sheets";
import { eventQuestions, eventQuotas } from "#db/schema/sign-up";
import { certificates, publications } from "#db/schema/training";
import {
  buildAccount,
  buildCourse,
  buildEnrolment,
  buildEvent,
  buildLawyer,
  buildMember,
  buildOrganisation,
  buildOrganisationMember,
  buildPerson,
  buildProject,
  buildProjectTarget,
  buildRoster,
  memberOf,
} from "#db/seeds/build.server";
import { type RequestState, type Role, roles } from "#db/vocabulary";
import type { TestDatabase } from "./database";
import { text } from "./hostile-files";
import { networkOn } from "./network";

type Params = Record<string, string>;

/**
 * Rows that an address can be about, one fresh row for every address: whoever has every role may act on it, and what one
 * address ends is still there for the next. Made by the real commands where there are some.
 */
export async function hostileRows(made: TestDatabase) {
  const { app, owner } = made;
  const now = new Date();
  const network = networkOn(made);
  const lawyer = await buildLawyer(owner, { capacity: 99, account: { roles } });
  const as = <R extends Role>(role: R) => contextFor(memberOf(lawyer.account, role), now, app);
  const desk = memberOf(lawyer.account, "coordinator");
  const organisation = await buildOrganisation(owner);
  await buildOrganisationMember(owner, organisation.id, lawyer.account.id);
  const otherOfficer = await buildMember(owner, "dpo");
  const otherAuditor = await buildMember(owner, "auditor");
  const [rule] = await owner.select().from(deadlineRules).limit(1);

  const request = async (state?: RequestState) => {
    const requestId = await network.request(desk, { at: now });
    if (state) await owner.update(aidRequests).set({ state }).where(eq(aidRequests.id, requestId));
    return requestId;
  };
  const offer = async () => {
    const requestId = await request();
    await owner
      .insert(conflictChecks)
      .values({ requestId, checkedBy: desk.accountId, checkedAt: now, enough: true, compared: 0 });
    const [row] = await network.offer(desk, requestId, lawyer.id, now);
    return { requestId, id: row?.id ?? "" };
  };
  const held = async () => {
    const { id } = await offer();
    await holdOffer(as("lawyer"), { offerId: id });
    return { id };
  };
  const openCase = async () => {
    const { id, requestId } = await offer();
    return { requestId, id: await network.accept(lawyer.actor, id, now) };
  };
  const papers = new Set<string>();
  /** A paper that the scanner has seen, of whoever adds it. */
  const paper = async (context: Parameters<typeof receiveDocument>[0], subjectId: string, takenBack = false) => {
    const form = new FormData();
    form.append("kind", "other");
    form.append("file", new File([new Uint8Array(text())], "letra.txt"));
    const posted = new Request("http://localhost:3000/", { method: "POST", body: form });
    const received = await receiveDocument(context, posted, subjectId);
    if (!received.ok) throw new Error(JSON.stringify(received.state.errors));
    const [row] = await owner
      .select({ id: documents.id })
      .from(documents)
      .where(notInArray(documents.id, [...papers]));
    const documentId = row?.id ?? "";
    papers.add(documentId);
    await owner.update(documents).set({ state: "clean" }).where(eq(documents.id, documentId));
    if (takenBack) await withdrawDocument(context, { subjectId, documentId });
    return documentId;
  };
  const deskPaper = async (takenBack?: boolean) => {
    const id = await request();
    return { id, documentId: await paper(as("coordinator"), id, takenBack) };
  };
  const casePaper = async (takenBack?: boolean) => {
    const { id } = await openCase();
    return { id, documentId: await paper(as("lawyer"), id, takenBack) };
  };
  const receipt = { requestId: "" };
  const ownRequest = async (state?: RequestState): Promise<Params> => {
    receipt.requestId = await request(state);
    return {};
  };
  const ownPaper = async (takenBack?: boolean) => {
    await ownRequest();
    const { requestId } = receipt;
    const holder = contextFor({ kind: "receipt" as const, requestId }, now, app);
    return { documentId: await paper(holder, requestId, takenBack) };
  };
  const caseRow = async (
    name: string,
    insert: (caseId: string) => Promise<{ id: string }[]>,
  ): Promise<Record<string, string>> => {
    const { id } = await openCase();
    return { id, [name]: (await insert(id))[0]?.id ?? "" };
  };
  const event = () => buildEvent(owner, { trainerIds: [lawyer.account.id] });
  const person = () => buildAccount(owner, { roles: ["trainer"] });
  const listOf = async (committed: boolean) => {
    const { id: eventId } = await event();
    const content = Buffer.from("Emri;Mbiemri\r\nVjollca;Kodra\r\n");
    const read = await previewImport(as("training_manager"), { eventId, fileName: "lista.csv", content });
    if (!read.ok) throw new Error(read.reason);
    if (committed) await commitImport(as("training_manager"), { eventId, importId: read.importId });
    return { id: eventId, importId: read.importId };
  };
  const certificate = async () => {
    const { id: eventId, sittings } = await event();
    const seat = await buildEnrolment(owner, eventId, { seat: 1, personId: lawyer.account.personId });
    const marks = sittings.map(({ id }) => ({ sittingId: id, enrolmentId: seat.id, mark: "present" as const }));
    const later = contextFor(memberOf(lawyer.account, "training_manager"), new Date("2027-02-01T09:00:00Z"), app);
    await recordPresence(later, { marks, channel: "list" });
    await issueCertificates(later, { eventId });
    await storeCertificatePdfs(contextFor({ kind: "system" }, later.now, app), { eventId });
    const [row] = await owner.select().from(certificates).where(eq(certificates.eventId, eventId));
    return { id: row?.id ?? "", code: row?.code ?? "" };
  };
  const glass = async (mine: boolean, open = false) => {
    const who = mine ? as("dpo") : contextFor(otherOfficer.actor, now, app);
    const requestId = await request();
    const asked = await askForBreakGlass(who, { requestId, reason: "incident" });
    if (open) await approveBreakGlass(contextFor(otherAuditor.actor, now, app), { id: asked.id });
    return { id: asked.id, requestId };
  };
  const erasure = async () => {
    const requestId = await request("closed");
    await askForErasure(as("coordinator"), { requestId });
    const [row] = await owner.select({ id: erasures.id }).from(erasures).where(eq(erasures.subjectId, requestId));
    return { id: row?.id ?? "" };
  };
  const correction = async () => {
    const { personId } = await person();
    const proposed = { givenName: "Vera", familyName: "Lleshi", phone: null, institution: null, profession: null };
    const [row] = await owner.insert(corrections).values({ personId, proposed, askedAt: now }).returning();
    return { id: row?.id ?? "" };
  };
  const nomination = async () => {
    const { slug } = await event();
    const email = `${randomUUID()}@example.al`;
    const nominee = { givenName: "Vjollca", familyName: "Kodra", email, profession: null };
    const done = await nominatePerson(as("institution_contact"), { slug, person: nominee });
    if (!done.ok) throw new Error(done.reason);
    return { id: done.enrolmentId };
  };
  const failedMessage = async () => {
    const { id: recipientId } = await person();
    const [row] = await owner
      .insert(outboxMessages)
      .values({
        kind: "second_factor_changed",
        recipientKind: "account",
        recipientId,
        deduplicationKey: randomUUID(),
        state: "failed",
      })
      .returning({ id: outboxMessages.id });
    return { id: row?.id ?? "" };
  };
  const notice = async (): Promise<Params> => {
    const { id: eventId } = await event();
    const text = { subjectSq: "Salla", subjectEn: "The hall", bodySq: "Salla ndryshon.", bodyEn: "Another hall." };
    const [row] = await owner
      .insert(eventNotices)
      .values({ ...text, eventId, states: ["admitted"], recipients: 0, createdBy: lawyer.account.id })
      .returning({ id: eventNotices.id });
    return { id: eventId, noticeId: row?.id ?? "" };
  };
  const id = (value: string): Params => ({ id: value });

  /** The first that fits an address makes its row. */
  const makers: [RegExp, () => Promise<Params>][] = [
    [/^\/account\/link\/:token/, async () => link((await person()).id, "reset")],
    [/^\/account\/email\/:token/, async () => link((await person()).id, "email_change")],
    [/^\/account\/sign-ins/, ownSignIn],
    [/^\/account\/passkeys/, passkey],
    [/^\/account\/calendars/, async () => ({ kind: "own" })],
    [/^\/calendar\/:token/, calendar],
    [/^\/library/, publication],
    [/^\/(trainings|partner\/nominations)\/:slug/, async () => ({ slug: (await event()).slug })],
    [/^\/reports\/projects/, projectWithTarget],
    [/^\/manage\/library/, publication],
    [/^\/manage\/people\/duplicates\/:keptId\/:mergedId/, twoRecords],
    [/^\/manage\/people\/merges/, merge],
    [/^\/(verify|learn\/certificates|manage\/certificates)/, certificate],
    [/^\/learn\/enrolments/, ownSeat],
    [/^\/teach\/sittings\/:id\/sheets\/:sheetId/, sheet],
    [/^\/teach\/enrolments/, async () => id((await buildRoster(owner, (await event()).id, 1))[0]?.id ?? "")],
    [/^\/teach\/events/, async () => id((await event()).id)],
    [/^\/enrolments\/:token/, async () => ({ token: enrolmentPath((await ownSeat()).id ?? "").split("/")[2] ?? "" })],
    [/^\/teach\/sittings\/:id\/scans\/:scanId\/reversal/, () => sheetScan(true)],
    [/^\/teach\/sittings\/:id\/scans\/:scanId/, () => sheetScan(false)],
    [/^\/teach\/sittings/, async () => id((await event()).sittings[0]?.id ?? "")],
    [/^\/manage\/courses/, async () => id((await buildCourse(owner)).id)],
    [/^\/manage\/events\/:id\/questions\/:questionId/, question],
    [/^\/manage\/events\/:id\/quotas\/:quotaId/, quota],
    [/^\/manage\/enrolments/, async () => id((await buildEnrolment(owner, (await event()).id)).id)],
    [/^\/manage\/events\/:id\/imports\/:importId\/reversal/, () => listOf(true)],
    [/^\/manage\/events\/:id\/imports/, () => listOf(false)],
    [/^\/manage\/events\/:id\/notices\/:noticeId/, notice],
    [
      /^\/manage\/events/,
      async () => {
        const { id: eventId } = await event();
        const [seat] = await buildRoster(owner, eventId, 3);
        return { id: eventId, personId: seat?.personId ?? "" };
      },
    ],
    [
      /^\/desk\/requests\/:id\/conflicts/,
      async () => {
        const requestId = await request();
        const { id: lawyerId } = await buildLawyer(owner, { state: "applied" });
        await owner
          .insert(conflictFindings)
          .values({ requestId, lawyerId, band: "possible", reasons: [], foundAt: now });
        return { id: requestId, lawyerId };
      },
    ],
    [/^\/desk\/requests\/:id\/documents\/:documentId\/return/, () => deskPaper(true)],
    [/^\/desk\/requests\/:id\/documents\/:documentId/, () => deskPaper()],
    [/^\/desk\/requests\/:id\/(erasure|reopening)/, async () => id(await request("closed"))],
    [/^\/desk\/requests\/:id\/triage-opening/, async () => id(await request("received"))],
    [/^\/desk\/requests\/:id\/triage/, async () => id(await request("in_triage"))],
    [/^\/desk\/requests\/:id\/record/, requestWithService],
    [/^\/desk\/requests\/:id\/(closing|means|services)/, async () => id(await request("primary_only"))],
    [/^\/(desk|audit)\/requests/, async () => id(await request())],
    [/^\/desk\/lawyers\/:id$/, async () => id((await buildLawyer(owner, { state: "applied" })).id)],
    [/^\/desk\/lawyers\/:id\/rejection/, async () => id((await buildLawyer(owner, { state: "applied" })).id)],
    [/^\/desk\/lawyers\/:id\/suspension-end/, async () => id((await buildLawyer(owner, { state: "suspended" })).id)],
    [/^\/desk\/lawyers/, async () => id((await buildLawyer(owner)).id)],
    [/^\/lawyer\/offers\/:id\/(conflict|clearance)/, held],
    [/^\/(lawyer|desk)\/offers/, async () => id((await offer()).id)],
    [/^\/lawyer\/cases\/:id\/documents\/:documentId\/return/, () => casePaper(true)],
    [/^\/lawyer\/cases\/:id\/documents\/:documentId/, () => casePaper()],
    [
      /:stepId/,
      () =>
        caseRow("stepId", (caseId) =>
          owner.insert(caseSteps).values({ caseId, kind: "protection_order" }).returning({ id: caseSteps.id }),
        ),
    ],
    [
      /:deadlineId/,
      () =>
        caseRow("deadlineId", (caseId) =>
          owner
            .insert(caseDeadlines)
            .values({
              caseId,
              ruleCode: rule?.code ?? "",
              lawVersion: rule?.lawVersion ?? "",
              startedAt: now,
              dueAt: now,
              toBeConfirmed: false,
              createdBy: lawyer.account.id,
            })
            .returning({ id: caseDeadlines.id }),
        ),
    ],
    [
      /:hoursId/,
      () =>
        caseRow("hoursId", (caseId) =>
          owner
            .insert(caseHours)
            .values({ caseId, lawyerId: lawyer.id, workedOn: "2026-11-20", minutes: 60, kind: "drafting" })
            .returning({ id: caseHours.id }),
        ),
    ],
    [/^\/lawyer\/cases/, async () => id((await openCase()).id)],
    [/^\/lawyer\/service/, yearWithHours],
    [/^\/help\/status\/documents\/:documentId\/return/, () => ownPaper(true)],
    [/^\/help\/status\/documents\/:documentId/, () => ownPaper()],
    [/^\/help\/status\/erasure/, () => ownRequest("closed")],
    [/^\/help\/status/, () => ownRequest()],
    [/^\/partner\/nominations\/:id/, nomination],
    [/^\/audit\/break-glass\/:id\/file/, () => glass(true, true)],
    [
      /^\/audit\/break-glass\/:id\/documents/,
      async () => {
        const { id, requestId } = await glass(true, true);
        return { id, documentId: await paper(as("coordinator"), requestId) };
      },
    ],
    [/^\/audit\/break-glass/, () => glass(false)],
    [/^\/audit\/erasures/, erasure],
    [/^\/audit\/corrections/, correction],
    [/^\/admin\/accounts/, async () => ({ id: (await person()).id, role: "trainer" })],
    [/^\/admin\/outbox/, failedMessage],
    [/^\/admin\/law\/rules/, async () => ({ code: "LA-4" })],
    [/^\/admin\/law\/lines/, async () => ({ code: "HL-112" })],
    [/^\/admin\/law\/wages/, wageByHand],
    [/^\/admin\/law\/holidays/, async () => ({ day: "2031-01-01" })],
    [/^\/admin\/settings/, async () => ({ key: "urgent_within_days" })],
    [/^\/admin\/retention/, async () => ({ code: Object.keys(periodBounds)[0] ?? "" })],
  ];

  async function twoRecords() {
    const name = { givenName: "Vera", familyName: "Lleshi" };
    return { keptId: (await buildPerson(owner, name)).id, mergedId: (await buildPerson(owner, name)).id };
  }

  async function merge(): Promise<Params> {
    const pair = await twoRecords();
    const { seen } = await recordsToCompare(as("training_manager"), "sq", pair);
    const merged = await mergePeople(as("training_manager"), { ...pair, seen, choices: {} });
    if (!merged.ok) throw new Error(merged.reason);
    return id(merged.mergeId);
  }

  async function requestWithService(): Promise<Params> {
    const requestId = await request("primary_only");
    const service = { requestId, serviceTypeCode: "P2", minutes: 30, givenOn: calendarDate(now) };
    const logged = await logService(as("coordinator"), service);
    if (!logged.ok) throw new Error(logged.reason);
    return id(requestId);
  }

  async function yearWithHours(): Promise<Params> {
    const { id: caseId } = await openCase();
    const worked = { caseId, lawyerId: lawyer.id, workedOn: calendarDate(now), minutes: 60, kind: "drafting" } as const;
    await owner.insert(caseHours).values(worked);
    return { year: worked.workedOn.slice(0, 4) };
  }

  async function projectWithTarget(): Promise<Params> {
    const project = await buildProject(owner);
    return { slug: project.slug, ...id((await buildProjectTarget(owner, project.id)).id) };
  }

  async function wageByHand(): Promise<Params> {
    const wage = { validFrom: "2031-01-01", status: "secondary", source: "read it there" } as const;
    await addWage(as("administrator"), { ...wage, lek: 60_000, reason: "asked for by this test" });
    return { code: "2031-01-01-60000" };
  }

  async function link(accountId: string, kind: "reset" | "email_change"): Promise<Params> {
    const newEmail = kind === "email_change" ? `${randomUUID()}@example.al` : null;
    const { token } = await createAccountLink(
      contextFor({ kind: "system" }, new Date(), app),
      accountId,
      kind,
      newEmail,
    );
    return { token };
  }
  async function ownSignIn(): Promise<Params> {
    await beginSignIn(lawyer.account, null, new Date(), new Date());
    const rows = await owner.select().from(signIns).where(eq(signIns.accountId, lawyer.account.id));
    return id(rows.at(-1)?.id ?? "");
  }
  async function passkey(): Promise<Params> {
    const values = { accountId: lawyer.account.id, credentialId: randomUUID(), publicKey: Buffer.alloc(8) };
    const [row] = await owner
      .insert(passkeys)
      .values({ ...values, transports: [], backedUp: false, label: "Telefoni" })
      .returning({ id: passkeys.id });
    return id(row?.id ?? "");
  }
  async function calendar(): Promise<Params> {
    const address = await makeCalendarAddress(as("trainer"), { kind: "own" });
    return { token: address.ok ? address.token : "" };
  }
  async function sheet(): Promise<Params> {
    const sittingId = (await event()).sittings[0]?.id ?? "";
    const made = await makeSheet(as("trainer"), { sittingId });
    return { id: sittingId, sheetId: made.ok ? made.sheetId : "" };
  }
  async function sheetScan(confirmed: boolean): Promise<Params> {
    const { id: sittingId = "", sheetId = "" } = await sheet();
    const [row] = await owner.select().from(attendanceSheets).where(eq(attendanceSheets.id, sheetId));
    const rows = Array.from({ length: rowsPerPage }, () => ({ ink: 0, signed: false, sure: true, found: true }));
    const pictures = { photo: Buffer.from("photo"), straight: Buffer.from("straight") };
    const added = await addSheetScan(as("trainer"), { sittingId, code: row?.code ?? "", page: 1, rows, ...pictures });
    if (!added.ok) throw new Error(added.reason);
    const nothing = { choices: new Map(), writers: new Map(), emptyIsAbsent: false };
    if (confirmed) await confirmSheetScan(as("trainer"), { sittingId, scanId: added.scanId, rows: nothing });
    return { id: sittingId, scanId: added.scanId };
  }
  async function ownSeat(): Promise<Params> {
    const { personId } = lawyer.account;
    return id((await buildEnrolment(owner, (await event()).id, { seat: 1, personId })).id);
  }
  async function question(): Promise<Params> {
    const { id: eventId } = await event();
    const words = { kind: "text" as const, labelSq: "Ushqimi?", labelEn: "Food?" };
    const [row] = await owner
      .insert(eventQuestions)
      .values({ eventId, position: 1, ...words })
      .returning();
    return { id: eventId, questionId: row?.id ?? "" };
  }
  async function quota(): Promise<Params> {
    const { id: eventId } = await event();
    const words = { kind: "profession" as const, name: "polic", foldedName: "polic" };
    const [row] = await owner
      .insert(eventQuotas)
      .values({ eventId, seats: 3, ...words })
      .returning();
    return { id: eventId, quotaId: row?.id ?? "" };
  }
  async function publication(): Promise<Params> {
    const slug = `udhezues-${randomUUID()}`;
    const words = { titleSq: "Udhëzues", titleEn: "Guide", summarySq: "", summaryEn: "", bodySq: "", bodyEn: "" };
    const row = { slug, kind: "guide", publishedOn: "2026-01-12", ...words } as const;
    const [made] = await owner.insert(publications).values(row).returning({ id: publications.id });
    return { slug, ...id(made?.id ?? "") };
  }

  return {
    lawyer,
    /** Who comes back with a receipt: of the request that the last address of the help pages is about. */
    receipt,
    /** A fresh row for an address, as the parameters that lead to it; none where it needs none. */
    async paramsOf(path: string): Promise<Params> {
      if (!path.includes(":") && !path.startsWith("/help/status")) return {};
      const make = makers.find(([pattern]) => pattern.test(path))?.[1] ?? (async () => ({}));
      return make().catch((cause: unknown) => {
        throw new Error(`no row could be made for ${path}`, { cause });
      });
    },
  };
}
