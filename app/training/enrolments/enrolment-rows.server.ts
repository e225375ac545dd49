import { and, eq, isNotNull } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { enrolments } from "#db/schema/training";
import type { EnrolmentSource, EnrolmentState } from "#db/vocabulary";

/** The enrolment of a person in an event, if there is one. */
export async function enrolmentOf(tx: Context, eventId: string, personId: string) {
  const [row] = await tx.db
    .select({ id: enrolments.id, state: enrolments.state, seat: enrolments.seat })
    .from(enrolments)
    .where(and(eq(enrolments.eventId, eventId), eq(enrolments.personId, personId)));
  return row ?? null;
}

interface EnrolmentRow {
  /** Known where somebody comes back. */
  id: string | null;
  eventId: string;
  personId: string;
  state: EnrolmentState;
  seat: number | null;
  source: EnrolmentSource;
  /** The institution that puts the person forward. */
  nominatedBy?: string;
  /** The enrolment whose seat it was. */
  transferredFrom?: string;
}

/** Writes a new enrolment, or brings an old one back, last in the queue; answers with its id. */
export async function writeEnrolment(tx: Context, { id, ...row }: EnrolmentRow): Promise<string> {
  if (id) {
    const { state, seat, nominatedBy, transferredFrom } = row;
    await tx.db
      .update(enrolments)
      .set({ state, seat, nominatedBy, transferredFrom, ...fresh, queuedAt: tx.now, changedAt: tx.now })
      .where(eq(enrolments.id, id));
    return id;
  }
  const [made] = await tx.db
    .insert(enrolments)
    .values({ ...row, queuedAt: tx.now, createdAt: tx.now, changedAt: tx.now })
    .returning({ id: enrolments.id });
  if (!made) throw new Error("the enrolment was not written");
  return made.id;
}

const fresh = {
  offeredUntil: null,
  offersMissed: 0,
  priority: 0,
  priorityReason: null,
  priorityBy: null,
  leftAs: null,
};

/** The seats of an event that somebody has, or that are kept for somebody. */
export async function takenSeats(tx: Context, eventId: string): Promise<number[]> {
  const rows = await tx.db
    .select({ seat: enrolments.seat })
    .from(enrolments)
    .where(and(eq(enrolments.eventId, eventId), isNotNull(enrolments.seat)));
  return rows.flatMap(({ seat }) => (seat === null ? [] : [seat]));
}
