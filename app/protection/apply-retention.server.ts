import { and, eq, type SQL, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type System } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { describeFailure, logger } from "#app/operations/logger.server";
import { retentionRules, retentionRuns } from "#db/schema/retention";
import type { PeriodUnit, RetentionClass } from "#db/vocabulary";
import { completeLedgerFile } from "./erasure-ledger.server";
import { refuseDoubtfulNight } from "./retention-clock.server";
import { keptSince } from "./retention-rules";
import { type Sweep, sweeps } from "./retention-sweeps.server";

const BATCH = 100;

/**
 * The night's work: what has been kept for its whole period goes, in batches of 100, each in a transaction of its own.
 * Killed, it goes on where it stopped; run twice in one night, it does nothing more. One audit row per class with the
 * number. A class that fails does not hold up the others; the first failure is thrown at the end. Where
 * the clock has jumped far ahead nothing is touched before an administrator has confirmed the date: what is erased does
 * not come back.
 */
export async function applyRetention(context: Context<System>): Promise<Partial<Record<RetentionClass, number>>> {
  await refuseDoubtfulNight(context);
  const rules = await context.db.select().from(retentionRules).orderBy(retentionRules.position);
  const cleared: Partial<Record<RetentionClass, number>> = {};
  const failures: unknown[] = [];
  for (const { code, amount, unit } of rules) {
    const sweep = sweeps[code];
    if (!sweep || amount === null || unit === null) continue;
    try {
      await clearAll(context, code, sweep, { amount, unit });
      cleared[code] = await countOf(context, code);
    } catch (failure) {
      logger().error({ ...describeFailure(failure), retention: code }, "a class was not cleared");
      failures.push(failure);
    }
  }
  await completeLedgerFile(context);
  if (failures.length > 0) throw failures[0];
  return cleared;
}

async function clearAll(...work: Parameters<typeof clearBatch>): Promise<void> {
  let before: string | null = null;
  for (;;) {
    const first = await clearBatch(...work);
    if (first === null) return;
    if (first === before) throw new Error("what was cleared is still there");
    before = first;
  }
}

/** One batch, and the first id in it; null where the class is done for this night. */
async function clearBatch(
  context: Context<System>,
  code: RetentionClass,
  sweep: Sweep,
  period: { amount: number; unit: PeriodUnit },
): Promise<string | null> {
  return inTransaction(context, async (tx) => {
    const own = and(eq(retentionRuns.night, calendarDate(tx.now)), eq(retentionRuns.code, code));
    await tx.db
      .insert(retentionRuns)
      .values({ night: calendarDate(tx.now), code, startedAt: tx.now })
      .onConflictDoNothing();
    const [run] = await tx.db.select().from(retentionRuns).where(own).for("update");
    if (!run || run.endedAt) return null;
    const before = moment(keptSince(period, tx.now));
    const due = sweep.due(before, moment(tx.now));
    const rows = await tx.db.execute<{ id: string }>(sql`select d.id from (${due}) d order by d.id limit ${BATCH}`);
    const ids = rows.map(({ id }) => id);
    const [first] = ids;
    if (!first) {
      await tx.db.update(retentionRuns).set({ endedAt: tx.now }).where(own);
      if (run.count > 0)
        await recordAudit(tx, { action: "apply-retention", subjectKind: "retention", reason: code, count: run.count });
      return null;
    }
    await sweep.clear(tx, ids, before);
    await tx.db
      .update(retentionRuns)
      .set({ count: run.count + ids.length })
      .where(own);
    return first;
  });
}

async function countOf(context: Context<System>, code: RetentionClass): Promise<number> {
  const [run] = await context.db
    .select({ count: retentionRuns.count })
    .from(retentionRuns)
    .where(and(eq(retentionRuns.night, calendarDate(context.now)), eq(retentionRuns.code, code)));
  return run?.count ?? 0;
}

function moment(instant: Date): SQL {
  return sql`${instant.toISOString()}::timestamptz`;
}
