import { and, countDistinct, eq, isNull, sql } from "drizzle-orm";
import { type Context, type Lawyer, notFound } from "#app/context.server";
import { ownLawyer } from "#app/legal-aid/lawyers/queries.server";
import { ownName } from "#app/organisations/own-name-queries.server";
import { caseHours, cases } from "#db/schema/cases";
import { lawyers } from "#db/schema/lawyers";
import type { Locale } from "#db/vocabulary";

const year = sql<number>`extract(year from ${caseHours.workedOn})::int`;

/** The years in which one has logged hours, the latest first. */
export async function yearsOfService(context: Context<Lawyer>): Promise<number[]> {
  const rows = await context.db
    .selectDistinct({ year })
    .from(caseHours)
    .innerJoin(lawyers, eq(lawyers.id, caseHours.lawyerId))
    .where(and(eq(lawyers.accountId, context.actor.accountId), isNull(caseHours.removedAt)))
    .orderBy(sql`1 desc`);
  return rows.map((row) => row.year);
}

export type YearOfService = Awaited<ReturnType<typeof yearOfService>>;

/** Hours and cases of one's own year: counts only, no code and no area. Throws the 404 for a year without hours. */
export async function yearOfService(context: Context<Lawyer>, wanted: number, locale: Locale) {
  const lawyer = await ownLawyer(context);
  const rows = await context.db
    .select({ kind: caseHours.kind, minutes: sql<number>`sum(${caseHours.minutes})::int` })
    .from(caseHours)
    .where(and(eq(caseHours.lawyerId, lawyer.id), isNull(caseHours.removedAt), eq(year, wanted)))
    .groupBy(caseHours.kind)
    .orderBy(sql`2 desc`);
  if (rows.length === 0) throw notFound();
  const [worked] = await context.db
    .select({
      cases: countDistinct(caseHours.caseId),
      closed: sql<number>`(count(distinct ${cases.id}) filter (where ${cases.state} = 'closed'))::int`,
    })
    .from(caseHours)
    .innerJoin(cases, eq(cases.id, caseHours.caseId))
    .where(and(eq(caseHours.lawyerId, lawyer.id), isNull(caseHours.removedAt), eq(year, wanted)));
  return {
    year: wanted,
    name: lawyer.name,
    kind: lawyer.kind,
    licenceNumber: lawyer.licenceNumber,
    organisation: await ownName(context, locale),
    minutes: rows.reduce((sum, row) => sum + row.minutes, 0),
    byKind: rows,
    cases: worked?.cases ?? 0,
    closed: worked?.closed ?? 0,
  };
}
