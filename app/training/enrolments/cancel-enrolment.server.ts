import { and, eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member, notFound } from "#app/context.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { enrolments } from "#db/schema/training";
import { fillFreeSeats } from "./fill-free-seats.server";
import { cancellationRefusal } from "./rules";
import { tellPerson } from "./tell-person.server";

export type CancelEnrolmentResult =
  | { ok: true; movedUp: number }
  | { ok: false; reason: "already_cancelled" | "event_past" };

/**
 * Takes an enrolment back, frees its seat and gives it to whoever has waited longest; both are told. A professional
 * cancels only the own one, an institution whom it put forward, both only before the event begins; a trainer those of
 * own events. Others' ids are 404.
 */
export async function cancelEnrolment(
  context: Context<Member<"training_manager" | "trainer" | "professional" | "lawyer" | "institution_contact">>,
  {
    enrolmentId,
    decline = false,
  }: { enrolmentId: string /** The manager says no to somebody who applied. */; decline?: boolean },
): Promise<CancelEnrolmentResult> {
  const { as, accountId, personId } = context.actor;
  const own = as === "professional" || as === "lawyer";
  const putForward = as === "institution_contact";
  return inTransaction(context, async (tx) => {
    const [found] = await tx.db
      .select({ eventId: enrolments.eventId, personId: enrolments.personId })
      .from(enrolments)
      .where(
        and(
          eq(enrolments.id, enrolmentId),
          own ? eq(enrolments.personId, personId) : undefined,
          putForward ? sql`${enrolments.nominatedBy} in (${institutionsOf(accountId)})` : undefined,
        ),
      );
    if (!found) throw notFound();
    const event = await lockEvent(tx, { id: found.eventId });
    if ((own || putForward) && event.beginsAt && event.beginsAt <= tx.now) return { ok: false, reason: "event_past" };
    const [row] = await tx.db
      .select({ state: enrolments.state })
      .from(enrolments)
      .where(eq(enrolments.id, enrolmentId));
    if (!row) throw notFound();
    const refusal = cancellationRefusal(row.state);
    if (refusal) return { ok: false, reason: refusal };
    const state = decline && !own && !putForward ? "declined" : "cancelled";
    await tx.db
      .update(enrolments)
      .set({ state, seat: sql`null`, changedAt: tx.now })
      .where(eq(enrolments.id, enrolmentId));
    if (event.endsAt && event.endsAt > tx.now)
      await tellPerson(tx, {
        id: enrolmentId,
        personId: found.personId,
        kind: "enrolment_cancelled",
      });
    const movedUp = await fillFreeSeats(tx, event);
    await recordAudit(tx, {
      action: "cancel-enrolment",
      subjectKind: "enrolment",
      subjectId: enrolmentId,
      reason: state,
    });
    return { ok: true, movedUp: movedUp.length };
  });
}

const institutionsOf = (accountId: string) =>
  sql`select m.organisation_id from organisation_members m where m.account_id = ${accountId}`;
