import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { looksAtOwnRequest } from "#app/audit/queries.server";
import { type Context, type Lawyer, notFound } from "#app/context.server";
import { approvedBreakGlass } from "#app/legal-aid/break-glass/queries.server";
import { aidRequests, consents } from "#db/schema/aid-requests";
import { caseDeadlines, caseHours, caseSteps, cases } from "#db/schema/cases";
import { lawyers } from "#db/schema/lawyers";
import { offers } from "#db/schema/offers";
import { deadlineRules, lawVersions } from "#db/schema/reference";
import { deadlineShown } from "./case-columns.server";
import { openParts } from "./rules";

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

/** Who looked at the file of an own open case, and what was opened by break-glass. Throws the 404 for any other case. */
export async function looksAtCase(context: Context<Lawyer>, caseId: string, page: number) {
  const { code, requestId } = await ownOpenCase(context, caseId);
  const [looks, broken] = await Promise.all([
    looksAtOwnRequest(context, requestId, page),
    approvedBreakGlass(context, requestId),
  ]);
  return { code, looks, broken };
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

export async function stepsOf(context: Context, caseId: string) {
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

export async function consentsOf(context: Context, requestId: string) {
  const rows = await context.db
    .select({ kind: consents.kind })
    .from(consents)
    .where(and(eq(consents.requestId, requestId), isNull(consents.withdrawnAt)));
  return rows.map(({ kind }) => kind);
}
