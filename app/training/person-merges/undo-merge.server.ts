import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, notFound, type TrainingManager } from "#app/context.server";
import { people } from "#db/schema/accounts";
import { personMerges } from "#db/schema/person-merges";
import { lockPair } from "./lock-pair.server";
import { columnsOf, type Details, type MergeRecord } from "./merge-record";
import { laterMerge } from "./queries.server";
import { returnRows } from "./return-rows.server";
import { separateEnrolments } from "./separate-enrolments.server";

export type UndoMergeResult =
  | { ok: true /** Seats that somebody else has by now; their holders wait. */; waiting: number }
  | { ok: false; reason: "already_undone" | "later_merge" };

/**
 * Makes of one record the two that it was: what moved goes back, what came since stays with the kept one, details that
 * have been changed since stay changed. Of several merges of a record the latest goes first. 404 for an unknown one.
 */
export async function undoMerge(
  context: Context<TrainingManager>,
  { mergeId }: { mergeId: string },
): Promise<UndoMergeResult> {
  return inTransaction(context, async (tx) => {
    const known = await mergeOf(tx, mergeId);
    const { keptId, mergedId } = known;
    await lockPair(tx, [keptId, mergedId]);
    const merge = await mergeOf(tx, mergeId);
    if (merge.undoneAt) return { ok: false, reason: "already_undone" };
    if (merge.later) return { ok: false, reason: "later_merge" };
    const record = merge.before as unknown as MergeRecord;
    await tx.db
      .update(people)
      .set({ mergedInto: null })
      .where(and(eq(people.id, mergedId), eq(people.mergedInto, keptId)));
    await restoreDetails(tx, { keptId, mergedId, ...record });
    const waiting = await separateEnrolments(tx, mergeId, record.joined);
    await returnRows(tx, { from: keptId, to: mergedId, ...record });
    await tx.db
      .update(personMerges)
      .set({ undoneAt: tx.now, undoneBy: tx.actor.accountId })
      .where(and(eq(personMerges.id, mergeId), isNull(personMerges.undoneAt)));
    await recordAudit(tx, { action: "undo-merge", subjectKind: "person", subjectId: keptId });
    await recordAudit(tx, { action: "undo-merge", subjectKind: "person", subjectId: mergedId });
    return { ok: true, waiting };
  });
}

async function mergeOf({ db }: Context, mergeId: string) {
  const [merge] = await db
    .select({
      keptId: personMerges.keptId,
      mergedId: personMerges.mergedId,
      before: personMerges.before,
      undoneAt: personMerges.undoneAt,
      later: sql<string | null>`${laterMerge(sql`person_merges`)}`,
    })
    .from(personMerges)
    .where(eq(personMerges.id, mergeId));
  if (!merge) throw notFound();
  return merge;
}

/** Each record says again what it said, unless somebody has changed it since or has the mail address by now. */
async function restoreDetails(
  tx: Context,
  { keptId, mergedId, kept, merged, written }: { keptId: string; mergedId: string } & MergeRecord,
): Promise<void> {
  const rows = await tx.db
    .select()
    .from(people)
    .where(inArray(people.id, [keptId, mergedId]));
  const now = rows.find(({ id }) => id === keptId);
  if (!now) throw notFound();
  const changes: Partial<Details> = {};
  for (const columns of Object.values(columnsOf))
    if (columns.every((column) => now[column] === written[column]))
      for (const column of columns) changes[column] = kept[column];
  await tx.db.update(people).set({ email: null }).where(eq(people.id, mergedId));
  const keptMail =
    "email" in changes && !(await taken(tx, changes.email ?? null, keptId)) ? { email: changes.email } : {};
  const { email: _, ...others } = changes;
  await tx.db
    .update(people)
    .set({ ...(others as object), ...keptMail, foldedName: changes.foldedName ?? now.foldedName })
    .where(eq(people.id, keptId));
  if (!(await taken(tx, merged.email, mergedId)))
    await tx.db.update(people).set({ email: merged.email }).where(eq(people.id, mergedId));
}

async function taken({ db }: Context, mail: string | null, but: string): Promise<boolean> {
  if (mail === null) return false;
  const rows = await db.execute(sql`
    select 1 from people where lower(email) = ${mail.toLowerCase()} and id <> ${but}::uuid`);
  return rows.length > 0;
}
