import { and, asc, count, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { type Administrator, type Context, notFound } from "#app/context.server";
import { accounts, people } from "#db/schema/accounts";
import { caseDeadlines } from "#db/schema/cases";
import { lawChanges } from "#db/schema/law-changes";
import { deadlineRules, helplines, holidays, lawVersions, minimumWages } from "#db/schema/reference";

/** The law tables as they stand, each row with its status and source. */
export async function lawTables(context: Context<Administrator>) {
  const [versions, rules, wages, lines, days] = await Promise.all([
    context.db
      .select({
        key: lawVersions.key,
        sq: lawVersions.sq,
        en: lawVersions.en,
        validFrom: lawVersions.validFrom,
        validTo: lawVersions.validTo,
        replacedBy: lawVersions.replacedBy,
        status: lawVersions.status,
      })
      .from(lawVersions)
      .orderBy(asc(lawVersions.key)),
    context.db
      .select({
        code: deadlineRules.code,
        sq: deadlineRules.sq,
        en: deadlineRules.en,
        length: deadlineRules.length,
        unit: deadlineRules.unit,
        direction: deadlineRules.direction,
        immediate: deadlineRules.immediate,
        active: deadlineRules.active,
        needsConfirmation: deadlineRules.needsConfirmation,
        status: deadlineRules.status,
        source: deadlineRules.source,
        lawVersion: deadlineRules.lawVersion,
        validFrom: deadlineRules.validFrom,
        validTo: deadlineRules.validTo,
      })
      .from(deadlineRules)
      .orderBy(asc(deadlineRules.code)),
    context.db
      .select({
        code: minimumWages.code,
        lek: minimumWages.lek,
        validFrom: minimumWages.validFrom,
        fromPrecision: minimumWages.fromPrecision,
        status: minimumWages.status,
        source: minimumWages.source,
        /** Added here, so that it can be taken back here. */
        byHand: sql<boolean>`exists (select 1 from law_changes c where c.kind = 'wage_added' and c.subject = ${minimumWages.code})`,
      })
      .from(minimumWages)
      .orderBy(desc(minimumWages.validFrom), desc(minimumWages.lek)),
    context.db
      .select({
        code: helplines.code,
        number: helplines.number,
        sq: helplines.sq,
        en: helplines.en,
        shown: helplines.shown,
        status: helplines.status,
        lastCheckedOn: helplines.lastCheckedOn,
      })
      .from(helplines)
      .orderBy(asc(helplines.position)),
    context.db
      .select({ day: holidays.day, sq: holidays.sq, en: holidays.en })
      .from(holidays)
      .orderBy(asc(holidays.day)),
  ]);
  return { versions, rules, wages, lines, days };
}

export type LawTables = Awaited<ReturnType<typeof lawTables>>;

/** The newest changes of the law tables. */
export async function lawChangesList(context: Context<Administrator>) {
  return changesOf(context);
}

/** One time limit with its law, the row before it, how many open deadlines it counts, and its changes; else the 404. */
export async function ruleForAdministrator(context: Context<Administrator>, code: string) {
  const [found] = await context.db
    .select({ rule: deadlineRules, law: { sq: lawVersions.sq, en: lawVersions.en } })
    .from(deadlineRules)
    .innerJoin(lawVersions, eq(lawVersions.key, deadlineRules.lawVersion))
    .where(eq(deadlineRules.code, code));
  if (!found) throw notFound();
  const { details: _details, ...rule } = found.rule;
  const [before] = await context.db
    .select({ code: deadlineRules.code })
    .from(deadlineRules)
    .where(eq(deadlineRules.replacedBy, code));
  const [open] = await context.db
    .select({ count: count() })
    .from(caseDeadlines)
    .where(and(eq(caseDeadlines.ruleCode, code), eq(caseDeadlines.state, "open")));
  const subjects = [code, ...(rule.replacedBy ? [rule.replacedBy] : [])];
  const changes = await changesOf(context, inArray(lawChanges.subject, subjects));
  return { rule, law: found.law, before: before?.code ?? null, open: open?.count ?? 0, changes };
}

/** The laws that a time limit can stand in. */
export async function lawNames(context: Context<Administrator>) {
  return context.db
    .select({ key: lawVersions.key, sq: lawVersions.sq, en: lawVersions.en })
    .from(lawVersions)
    .orderBy(asc(lawVersions.key));
}

/** One help line, shown or not; else the 404. */
export async function helpLineForAdministrator(context: Context<Administrator>, code: string) {
  const [line] = await context.db.select().from(helplines).where(eq(helplines.code, code));
  if (!line) throw notFound();
  return line;
}

/** One public holiday by its day; else the 404. */
export async function holidayForAdministrator(context: Context<Administrator>, day: string) {
  const [holiday] = await context.db
    .select()
    .from(holidays)
    .where(eq(sql`${holidays.day}::text`, day));
  if (!holiday) throw notFound();
  return holiday;
}

async function changesOf(context: Context, where?: SQL) {
  return context.db
    .select({
      id: lawChanges.id,
      kind: lawChanges.kind,
      subject: lawChanges.subject,
      reason: lawChanges.reason,
      changedAt: lawChanges.changedAt,
      changedBy: sql<string>`${people.givenName} || ' ' || ${people.familyName}`,
    })
    .from(lawChanges)
    .innerJoin(accounts, eq(accounts.id, lawChanges.changedBy))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(where)
    .orderBy(desc(lawChanges.changedAt), desc(lawChanges.id))
    .limit(50);
}
