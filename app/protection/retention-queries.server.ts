import { desc, eq, sql } from "drizzle-orm";
import { type Administrator, type Context, notFound } from "#app/context.server";
import { accounts, people } from "#db/schema/accounts";
import { retentionChanges, retentionRules, retentionRuns } from "#db/schema/retention";
import { type RetentionClass, retentionClasses } from "#db/vocabulary";
import { doubtfulNight } from "./retention-clock.server";
import { keptSince, nextNight } from "./retention-rules";
import { sweeps } from "./retention-sweeps.server";

/** Every class with its period, for everybody: the privacy page shows it. */
export async function retentionList(context: Context) {
  return context.db
    .select({
      code: retentionRules.code,
      amount: retentionRules.amount,
      unit: retentionRules.unit,
      treatment: retentionRules.treatment,
      basis: retentionRules.basis,
      status: retentionRules.status,
    })
    .from(retentionRules)
    .orderBy(retentionRules.position);
}

export type RetentionRow = Awaited<ReturnType<typeof retentionList>>[number];

/** The periods with what the coming night would do and what the last one did. Counts only: no row is read. */
export async function retentionForAdministrator(context: Context<Administrator>) {
  const rules = await retentionList(context);
  const runs = await context.db
    .selectDistinctOn([retentionRuns.code], {
      code: retentionRuns.code,
      night: retentionRuns.night,
      endedAt: retentionRuns.endedAt,
      count: retentionRuns.count,
    })
    .from(retentionRuns)
    .orderBy(retentionRuns.code, desc(retentionRuns.night));
  const night = nextNight(context.now);
  const rows = await Promise.all(
    rules.map(async (rule) => ({
      ...rule,
      tonight: await dueBy(context, rule, night),
      last: runs.find(({ code }) => code === rule.code) ?? null,
    })),
  );
  return { rows, night, doubtful: await doubtfulNight(context, context.now), changes: await changesOf(context) };
}

/** One class with its changes, to be changed; the 404 for a word that is none. */
export async function retentionClass(context: Context<Administrator>, code: string) {
  const known = retentionClasses.find((one) => one === code);
  const rule = (await retentionList(context)).find((row) => row.code === known);
  if (!rule) throw notFound();
  return { rule, changes: (await changesOf(context)).filter((change) => change.code === known) };
}

/** How many a night would clear with this period; null for a class without a night's work. */
async function dueBy(context: Context, { code, amount, unit }: RetentionRow, night: Date): Promise<number | null> {
  const sweep = sweeps[code];
  if (!sweep || amount === null || unit === null) return null;
  const before = sql`${keptSince({ amount, unit }, night).toISOString()}::timestamptz`;
  const due = sweep.due(before, sql`${night.toISOString()}::timestamptz`);
  const [row] = await context.db.execute<{ total: number }>(sql`select count(*)::int as total from (${due}) d`);
  return row?.total ?? 0;
}

async function changesOf(context: Context): Promise<
  {
    id: string;
    code: RetentionClass;
    amountBefore: number | null;
    amountAfter: number | null;
    reason: string;
    changedAt: Date;
    changedBy: string;
  }[]
> {
  return context.db
    .select({
      id: retentionChanges.id,
      code: retentionChanges.code,
      amountBefore: retentionChanges.amountBefore,
      amountAfter: retentionChanges.amountAfter,
      reason: retentionChanges.reason,
      changedAt: retentionChanges.changedAt,
      changedBy: sql<string>`${people.givenName} || ' ' || ${people.familyName}`,
    })
    .from(retentionChanges)
    .innerJoin(accounts, eq(accounts.id, retentionChanges.changedBy))
    .innerJoin(people, eq(people.id, accounts.personId))
    .orderBy(desc(retentionChanges.changedAt))
    .limit(50);
}
