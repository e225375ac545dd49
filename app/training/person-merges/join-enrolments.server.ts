import { and, eq, inArray, sql } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { attendanceSheetRows } from "#db/schema/sheets";
import { enrolmentAnswers } from "#db/schema/sign-up";
import { enrolments } from "#db/schema/training";
import type { EnrolmentState } from "#db/vocabulary";
import type { EnrolmentStand, JoinedEnrolments } from "./merge-record";
import { standsBetter } from "./rules";

interface Enrolled {
  id: string;
  eventId: string;
}

/** Where both records are in one event: the better standing, observations and answers go to the kept record's enrolment. */
export async function joinEnrolments(
  tx: Context,
  mergeId: string,
  kept: readonly Enrolled[],
  merged: readonly Enrolled[],
): Promise<JoinedEnrolments[]> {
  const joined: JoinedEnrolments[] = [];
  for (const { id: keptId, eventId } of kept) {
    const mergedId = merged.find((other) => other.eventId === eventId)?.id;
    if (!mergedId) continue;
    const [keptBefore, mergedBefore] = [await standOf(tx, keptId), await standOf(tx, mergedId)];
    const rests = { ...mergedBefore, state: "cancelled", seat: null, offeredUntil: null };
    const keptAfter = standsBetter(asStanding(keptBefore), asStanding(mergedBefore)) ? mergedBefore : keptBefore;
    await writeStand(tx, mergedId, rests);
    if (keptAfter !== keptBefore) await writeStand(tx, keptId, keptAfter);
    joined.push({
      eventId,
      keptId,
      mergedId,
      keptBefore,
      mergedBefore,
      keptAfter,
      observations: await moveObservations(tx, mergeId, mergedId, keptId, null),
      questions: await moveAnswers(tx, mergedId, keptId),
      sheetRows: await moveSheetRows(tx, mergedId, keptId),
    });
  }
  return joined;
}

const asStanding = ({ state, seat }: EnrolmentStand) => ({ state: state as EnrolmentState, seat });

/** How an enrolment stands now. */
export async function standOf(tx: Context, enrolmentId: string): Promise<EnrolmentStand> {
  const [row] = await tx.db
    .select({
      state: enrolments.state,
      seat: enrolments.seat,
      offeredUntil: enrolments.offeredUntil,
      queuedAt: enrolments.queuedAt,
      priority: enrolments.priority,
      priorityReason: enrolments.priorityReason,
      priorityBy: enrolments.priorityBy,
    })
    .from(enrolments)
    .where(eq(enrolments.id, enrolmentId));
  if (!row) throw new Error("the enrolment is gone");
  return { ...row, queuedAt: row.queuedAt.toISOString(), offeredUntil: row.offeredUntil?.toISOString() ?? null };
}

/** Puts an enrolment where it stood, or shall stand. */
export async function writeStand(tx: Context, enrolmentId: string, stand: EnrolmentStand): Promise<void> {
  const offeredUntil = stand.offeredUntil === null ? null : new Date(stand.offeredUntil);
  const state = stand.state as EnrolmentState;
  await tx.db
    .update(enrolments)
    .set({ ...stand, state, offeredUntil, queuedAt: new Date(stand.queuedAt), changedAt: tx.now })
    .where(eq(enrolments.id, enrolmentId));
}

/** Takes observations of one enrolment along to another of the same merge; `only` names them, null is all. */
export async function moveObservations(
  tx: Context,
  mergeId: string,
  from: string,
  to: string,
  only: readonly string[] | null,
): Promise<string[]> {
  const ids =
    only === null
      ? sql`null`
      : sql`array(select e::uuid from jsonb_array_elements_text(${JSON.stringify(only)}::text::jsonb) e)`;
  const [row] = await tx.db.execute<{ moved: string[] }>(sql`
    select to_jsonb(access.move_observations(${mergeId}::uuid, ${from}::uuid, ${to}::uuid, ${ids}::uuid[])) as moved`);
  return row?.moved ?? [];
}

/** Answers to questions that the kept enrolment leaves open. */
async function moveAnswers(tx: Context, from: string, to: string): Promise<string[]> {
  const answered = tx.db
    .select({ id: enrolmentAnswers.questionId })
    .from(enrolmentAnswers)
    .where(eq(enrolmentAnswers.enrolmentId, to));
  const moved = await tx.db
    .update(enrolmentAnswers)
    .set({ enrolmentId: to })
    .where(and(eq(enrolmentAnswers.enrolmentId, from), sql`${enrolmentAnswers.questionId} not in ${answered}`))
    .returning({ id: enrolmentAnswers.questionId });
  return moved.map(({ id }) => id);
}

/** Rows of printed sheets: a signature in them is a signature of the one person. */
async function moveSheetRows(tx: Context, from: string, to: string) {
  const { sheetId, position } = attendanceSheetRows;
  return tx.db
    .update(attendanceSheetRows)
    .set({ enrolmentId: to })
    .where(eq(attendanceSheetRows.enrolmentId, from))
    .returning({ sheetId, position });
}

/** Gives back what came with a merge: answers and rows of sheets. */
export async function returnAnswers(tx: Context, { keptId, mergedId, questions, sheetRows }: JoinedEnrolments) {
  if (questions.length > 0)
    await tx.db
      .update(enrolmentAnswers)
      .set({ enrolmentId: mergedId })
      .where(and(eq(enrolmentAnswers.enrolmentId, keptId), inArray(enrolmentAnswers.questionId, questions)));
  for (const { sheetId, position } of sheetRows)
    await tx.db
      .update(attendanceSheetRows)
      .set({ enrolmentId: mergedId })
      .where(and(eq(attendanceSheetRows.sheetId, sheetId), eq(attendanceSheetRows.position, position)));
}
