import { and, asc, count, desc, eq, gte, isNull, or, sql } from "drizzle-orm";
import { looksAtOwnRequest } from "#app/audit/queries.server";
import { type Context, type Coordinator, inTransaction, type Lawyer, notFound } from "#app/context.server";
import type { SafeContact, TrustedPerson } from "#app/legal-aid/aid-requests/filing";
import { placeOf } from "#app/legal-aid/aid-requests/sealed-places";
import { approvedBreakGlass } from "#app/legal-aid/break-glass/queries.server";
import { openDataKey } from "#app/protection/data-keys.server";
import { open, openMaybe } from "#app/protection/sealing.server";
import { accounts, people } from "#db/schema/accounts";
import {
  aidRequests,
  consents,
  requestIdentities,
  requestParties,
  requestSafety,
  requestStories,
} from "#db/schema/aid-requests";
import { caseDeadlines, caseHours, caseNotes, caseSteps, cases } from "#db/schema/cases";
import { lawyers } from "#db/schema/lawyers";
import { offers } from "#db/schema/offers";
import { deadlineRules, lawVersions } from "#db/schema/reference";
import type { CaseState, PartySide } from "#db/vocabulary";
import { lockOwnCase } from "./lock-case.server";
import { classesOf, openParts } from "./rules";

const minutesOf = sql<number>`coalesce((select sum(h.minutes)::int from case_hours h where h.case_id = ${cases.id} and h.removed_at is null), 0)`;
const nextDueAt = sql<
  string | null
>`(select min(d.due_at) from case_deadlines d where d.case_id = ${cases.id} and d.state = 'open')`;
const lawyerName = sql<string>`${people.givenName} || ' ' || ${people.familyName}`;

/** The own cases: index only (code, area, dates, hours), open ones first. */
export async function casesOfLawyer(context: Context<Lawyer>, state?: CaseState) {
  const rows = await context.db
    .select({
      id: cases.id,
      code: cases.code,
      state: cases.state,
      outcome: cases.outcome,
      areaCode: aidRequests.areaCode,
      openedAt: cases.openedAt,
      endedAt: cases.endedAt,
      minutes: minutesOf,
      nextDueAt,
    })
    .from(cases)
    .innerJoin(lawyers, eq(lawyers.id, cases.lawyerId))
    .innerJoin(aidRequests, eq(aidRequests.id, cases.requestId))
    .where(and(eq(lawyers.accountId, context.actor.accountId), state ? eq(cases.state, state) : undefined))
    .orderBy(sql`${cases.state} <> 'open'`, desc(cases.openedAt));
  return rows.map((row) => ({ ...row, nextDueAt: row.nextDueAt === null ? null : new Date(row.nextDueAt) }));
}

/** One own open case: card, steps, deadlines, hours. No name is in it. Throws the 404 for any other case. */
export async function caseForLawyer(context: Context<Lawyer>, caseId: string) {
  const { requestId, ...shown } = await ownOpenCase(context, caseId);
  const [steps, deadlines, hours, given, broken] = await Promise.all([
    stepsOf(context, caseId),
    deadlinesOf(context, caseId),
    hoursOf(context, caseId),
    consentsOf(context, requestId),
    approvedBreakGlass(context, requestId),
  ]);
  const running = steps.filter(({ state }) => state === "open" || state === "planned").map(({ kind }) => kind);
  return { ...shown, steps, deadlines, hours, broken, parts: openParts(running, given) };
}

async function ownOpenCase({ db, actor }: Context<Lawyer>, caseId: string) {
  const [own] = await db
    .select({
      id: cases.id,
      code: cases.code,
      openedAt: cases.openedAt,
      card: offers.card,
      urgency: aidRequests.urgency,
      requestId: cases.requestId,
    })
    .from(cases)
    .innerJoin(lawyers, eq(lawyers.id, cases.lawyerId))
    .innerJoin(aidRequests, eq(aidRequests.id, cases.requestId))
    .innerJoin(offers, eq(offers.id, cases.offerId))
    .where(
      and(
        eq(cases.id, caseId),
        eq(cases.state, "open"),
        eq(lawyers.accountId, actor.accountId),
        eq(lawyers.state, "verified"),
      ),
    );
  if (!own) throw notFound();
  return own;
}

async function stepsOf(context: Context, caseId: string) {
  return context.db
    .select({
      id: caseSteps.id,
      kind: caseSteps.kind,
      state: caseSteps.state,
      outcome: caseSteps.outcome,
      estimatedHours: caseSteps.estimatedHours,
    })
    .from(caseSteps)
    .where(eq(caseSteps.caseId, caseId))
    .orderBy(asc(caseSteps.createdAt), asc(caseSteps.id));
}

const deadlineShown = {
  id: caseDeadlines.id,
  ruleCode: caseDeadlines.ruleCode,
  sq: deadlineRules.sq,
  en: deadlineRules.en,
  unit: deadlineRules.unit,
  lawSq: lawVersions.sq,
  lawEn: lawVersions.en,
  warnBefore: sql<{ value: number; unit: string }[]>`coalesce(${deadlineRules.details} -> 'warnBefore', '[]')`,
  /** The row was closed or replaced since: the date stands, somebody has to look. */
  review: sql<boolean>`not ${deadlineRules.active} or ${deadlineRules.lawVersion} <> ${caseDeadlines.lawVersion}`,
  startedAt: caseDeadlines.startedAt,
  dueAt: caseDeadlines.dueAt,
  toBeConfirmed: caseDeadlines.toBeConfirmed,
  state: caseDeadlines.state,
};

async function deadlinesOf(context: Context, caseId: string) {
  return context.db
    .select(deadlineShown)
    .from(caseDeadlines)
    .innerJoin(deadlineRules, eq(deadlineRules.code, caseDeadlines.ruleCode))
    .innerJoin(lawVersions, eq(lawVersions.key, caseDeadlines.lawVersion))
    .where(eq(caseDeadlines.caseId, caseId))
    .orderBy(sql`${caseDeadlines.state} <> 'open'`, asc(caseDeadlines.dueAt));
}

async function hoursOf(context: Context, caseId: string) {
  return context.db
    .select({ id: caseHours.id, workedOn: caseHours.workedOn, minutes: caseHours.minutes, kind: caseHours.kind })
    .from(caseHours)
    .where(and(eq(caseHours.caseId, caseId), isNull(caseHours.removedAt)))
    .orderBy(desc(caseHours.workedOn), desc(caseHours.createdAt));
}

async function consentsOf(context: Context, requestId: string) {
  const rows = await context.db
    .select({ kind: consents.kind })
    .from(consents)
    .where(and(eq(consents.requestId, requestId), isNull(consents.withdrawnAt)));
  return rows.map(({ kind }) => kind);
}

export interface CaseFileView {
  code: string;
  areaCode: string | null;
  consented: boolean;
  identity: { name: string | null; birthYear: string | null; phone: string | null; email: string | null } | null;
  parties: { side: PartySide; name: string }[];
  story: string | null;
  contact: SafeContact | null;
  phrases: { toPerson: string | null; fromPerson: string | null } | null;
  trusted: TrustedPerson | null;
  whereabouts: string | null;
  notes: { id: string; body: string; createdAt: Date }[];
}

/**
 * The file of an own open case, as far as consent and running steps go; opening it writes the audit row. The notes are
 * the lawyer's own and open in any case.
 */
export async function openCaseFile(context: Context<Lawyer>, caseId: string): Promise<CaseFileView> {
  return inTransaction(context, async (tx) => {
    const { db } = tx;
    const own = await lockOwnCase(tx, caseId);
    const { requestId } = own;
    const [about] = await db
      .select({ code: cases.code, areaCode: aidRequests.areaCode })
      .from(cases)
      .innerJoin(aidRequests, eq(aidRequests.id, cases.requestId))
      .where(eq(cases.id, caseId));
    const running = (await stepsOf(tx, caseId)).filter(({ state }) => state === "open" || state === "planned");
    const given = await consentsOf(tx, requestId);
    const parts = openParts(
      running.map(({ kind }) => kind),
      given,
    );
    const key = await openDataKey(tx, {
      requestId,
      state: own.requestState,
      classes: [...classesOf(parts), "case_note"],
      reason: "case_work",
      standing: "case",
    });
    const read = (column: Parameters<typeof placeOf>[0], bytes: Buffer | null | undefined) =>
      openMaybe(key, placeOf(column, requestId), bytes ?? null);
    const [identity] = parts.identity
      ? await db.select().from(requestIdentities).where(eq(requestIdentities.requestId, requestId))
      : [];
    const [story] = parts.story
      ? await db.select().from(requestStories).where(eq(requestStories.requestId, requestId))
      : [];
    const [safety] = parts.contact
      ? await db.select().from(requestSafety).where(eq(requestSafety.requestId, requestId))
      : [];
    const parties = parts.party
      ? await db
          .select({ id: requestParties.id, side: requestParties.side, name: requestParties.name })
          .from(requestParties)
          .where(eq(requestParties.requestId, requestId))
      : [];
    const notes = await db
      .select({ id: caseNotes.id, body: caseNotes.body, createdAt: caseNotes.createdAt })
      .from(caseNotes)
      .innerJoin(cases, eq(cases.id, caseNotes.caseId))
      // The own notes, and what an earlier lawyer left with the hand-back (written in the same instant).
      .where(
        or(
          eq(caseNotes.caseId, caseId),
          and(
            eq(cases.requestId, requestId),
            eq(cases.state, "handed_back"),
            gte(caseNotes.createdAt, sql`${cases.endedAt}`),
          ),
        ),
      )
      .orderBy(desc(caseNotes.createdAt));
    const contact = read("request_safety.contact_rules", safety?.contactRules);
    const trusted = read("request_safety.trusted_person", safety?.trustedPerson);
    return {
      code: about?.code ?? "",
      areaCode: about?.areaCode ?? null,
      consented: given.includes("share_with_lawyer"),
      identity: identity
        ? {
            name: read("request_identities.name", identity.name),
            birthYear: read("request_identities.birth_year", identity.birthYear),
            phone: read("request_identities.phone", identity.phone),
            email: read("request_identities.email", identity.email),
          }
        : null,
      parties: parties.map(({ id, side, name }) => ({
        side,
        name: open(key, placeOf("request_parties.name", requestId, id), name),
      })),
      story: read("request_stories.story", story?.story),
      contact: contact === null ? null : JSON.parse(contact),
      phrases: safety
        ? {
            toPerson: read("request_safety.phrase_to_person", safety.phraseToPerson),
            fromPerson: read("request_safety.phrase_from_person", safety.phraseFromPerson),
          }
        : null,
      trusted: trusted === null ? null : JSON.parse(trusted),
      whereabouts: parts.whereabouts ? read("request_safety.whereabouts", safety?.whereabouts) : null,
      notes: notes.map(({ id, body, createdAt }) => ({
        id,
        body: open(key, { table: "case_notes", column: "body", row: id, subject: requestId }, body),
        createdAt,
      })),
    };
  });
}

/** Who looked at the file of an own open case, and what was opened by break-glass. Throws the 404 for any other case. */
export async function looksAtCase(context: Context<Lawyer>, caseId: string, page: number) {
  const { code, requestId } = await ownOpenCase(context, caseId);
  const [looks, broken] = await Promise.all([
    looksAtOwnRequest(context, requestId, page),
    approvedBreakGlass(context, requestId),
  ]);
  return { code, looks, broken };
}

/** The own running deadlines over all open cases, the next one first. */
export async function deadlinesOfLawyer(context: Context<Lawyer>) {
  return context.db
    .select({ ...deadlineShown, caseId: cases.id, caseCode: cases.code })
    .from(caseDeadlines)
    .innerJoin(deadlineRules, eq(deadlineRules.code, caseDeadlines.ruleCode))
    .innerJoin(lawVersions, eq(lawVersions.key, caseDeadlines.lawVersion))
    .innerJoin(cases, eq(cases.id, caseDeadlines.caseId))
    .innerJoin(lawyers, eq(lawyers.id, cases.lawyerId))
    .where(
      and(
        eq(caseDeadlines.state, "open"),
        eq(cases.state, "open"),
        eq(lawyers.accountId, context.actor.accountId),
        eq(lawyers.state, "verified"),
      ),
    )
    .orderBy(asc(caseDeadlines.dueAt));
}

/** Hours of one's own cases since a day, the newest first; the index that stays when a case has ended. */
export async function hoursOfLawyer(context: Context<Lawyer>, since: string) {
  return context.db
    .select({
      id: caseHours.id,
      caseId: cases.id,
      caseCode: cases.code,
      caseState: cases.state,
      areaCode: aidRequests.areaCode,
      workedOn: caseHours.workedOn,
      minutes: caseHours.minutes,
      kind: caseHours.kind,
    })
    .from(caseHours)
    .innerJoin(cases, eq(cases.id, caseHours.caseId))
    .innerJoin(aidRequests, eq(aidRequests.id, cases.requestId))
    .innerJoin(lawyers, eq(lawyers.id, caseHours.lawyerId))
    .where(
      and(
        eq(lawyers.accountId, context.actor.accountId),
        isNull(caseHours.removedAt),
        sql`${caseHours.workedOn} >= ${since}`,
      ),
    )
    .orderBy(desc(caseHours.workedOn), desc(caseHours.createdAt));
}

/** The rows of the law table that a lawyer may count with: active ones with a length, in the table's order. */
export async function countableRules(context: Context<Lawyer>) {
  return context.db
    .select({
      code: deadlineRules.code,
      sq: deadlineRules.sq,
      en: deadlineRules.en,
      startsSq: deadlineRules.startsSq,
      startsEn: deadlineRules.startsEn,
      length: deadlineRules.length,
      unit: deadlineRules.unit,
      direction: deadlineRules.direction,
      who: sql<string | null>`${deadlineRules.details} ->> 'who'`,
      needsConfirmation: deadlineRules.needsConfirmation,
    })
    .from(deadlineRules)
    .where(sql`${deadlineRules.active} and (${deadlineRules.length} is not null or ${deadlineRules.immediate})`)
    .orderBy(sql`${deadlineRules.details} ->> 'who' <> 'party'`, asc(deadlineRules.code));
}

/** Every case as the desk sees it (D1): code, lawyer, dates, hours, next deadline. */
export async function casesForDesk(
  context: Context<Coordinator>,
  { state, page, pageSize }: { state: CaseState | null; page: number; pageSize: number },
) {
  const where = state ? eq(cases.state, state) : undefined;
  const [total] = await context.db.select({ count: count() }).from(cases).where(where);
  const rows = await context.db
    .select({
      id: cases.id,
      code: cases.code,
      state: cases.state,
      outcome: cases.outcome,
      endReason: cases.endReason,
      requestId: cases.requestId,
      requestCode: aidRequests.code,
      urgency: aidRequests.urgency,
      areaCode: aidRequests.areaCode,
      lawyer: lawyerName,
      lawyerId: cases.lawyerId,
      openedAt: cases.openedAt,
      endedAt: cases.endedAt,
      minutes: minutesOf,
      nextDueAt,
    })
    .from(cases)
    .innerJoin(aidRequests, eq(aidRequests.id, cases.requestId))
    .innerJoin(lawyers, eq(lawyers.id, cases.lawyerId))
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(where)
    .orderBy(sql`${cases.state} <> 'open'`, sql`${nextDueAt} asc nulls last`, desc(cases.openedAt), asc(cases.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return {
    rows: rows.map((row) => ({ ...row, nextDueAt: row.nextDueAt === null ? null : new Date(row.nextDueAt) })),
    total: total?.count ?? 0,
  };
}

/** Running deadlines of the whole network, the next one first; those of cases that came back are in it. */
export async function deadlinesForDesk(
  context: Context<Coordinator>,
  { page, pageSize }: { page: number; pageSize: number },
) {
  const where = and(eq(caseDeadlines.state, "open"), sql`${cases.state} <> 'closed'`);
  const [total] = await context.db
    .select({
      count: count(),
      overdue: sql<number>`(count(*) filter (where ${caseDeadlines.dueAt} <= ${context.now.toISOString()}::timestamptz))::int`,
    })
    .from(caseDeadlines)
    .innerJoin(cases, eq(cases.id, caseDeadlines.caseId))
    .where(where);
  const rows = await context.db
    .select({
      ...deadlineShown,
      caseCode: cases.code,
      caseState: cases.state,
      requestId: cases.requestId,
      lawyer: lawyerName,
      lawyerId: cases.lawyerId,
    })
    .from(caseDeadlines)
    .innerJoin(deadlineRules, eq(deadlineRules.code, caseDeadlines.ruleCode))
    .innerJoin(lawVersions, eq(lawVersions.key, caseDeadlines.lawVersion))
    .innerJoin(cases, eq(cases.id, caseDeadlines.caseId))
    .innerJoin(lawyers, eq(lawyers.id, cases.lawyerId))
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(where)
    .orderBy(asc(caseDeadlines.dueAt), asc(caseDeadlines.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { rows, total: total?.count ?? 0, overdue: total?.overdue ?? 0 };
}
