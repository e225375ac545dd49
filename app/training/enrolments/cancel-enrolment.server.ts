import { and, eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type EnrolmentHolder, inTransaction, type Member, notFound } from "#app/context.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { enrolments } from "#db/schema/training";
import type { EnrolmentState } from "#db/vocabulary";
import { offerFreeSeats } from "./offer-free-seats.server";
import { type Enrolled, isOwn } from "./own-enrolment.server";
import { cancellationRefusal } from "./rules";
import { tellPerson } from "./tell-person.server";

export type CancelEnrolmentResult =
  | { ok: true; offered: number }
  | { ok: false; reason: "already_cancelled" | "event_past" };

type Canceller =
  | EnrolmentHolder
  | Member<"training_manager" | "trainer" | "professional" | "lawyer" | "institution_contact">;

/**
 * Takes an enrolment back, frees its seat and keeps it for whoever is next on the list; both are told. Somebody gives up
 * only the own place, and can undo it; an institution whom it put forward, both only before the event begins; a trainer
 * those of own events. Others' ids are 404.
 */
export async function cancelEnrolment(
  context: Context<Canceller>,
  {
    enrolmentId,
    decline = false,
  }: { enrolmentId: string /** The manager says no to somebody who applied. */; decline?: boolean },
): Promise<CancelEnrolmentResult> {
  const { actor } = context;
  const own = actor.kind === "enrolment" || actor.as === "professional" || actor.as === "lawyer";
  const putForward = actor.kind === "account" && actor.as === "institution_contact";
  return inTransaction(context, async (tx) => {
    const [found] = await tx.db
      .select({ eventId: enrolments.eventId, personId: enrolments.personId })
      .from(enrolments)
      .where(
        and(
          eq(enrolments.id, enrolmentId),
          own ? isOwn(tx as Context<Enrolled>) : undefined,
          putForward ? sql`${enrolments.nominatedBy} in (${institutionsOf(actor.accountId)})` : undefined,
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
    const state = endedAs(row.state, { own, decline: decline && !own && !putForward });
    await tx.db
      .update(enrolments)
      .set({ state, seat: sql`null`, offeredUntil: null, leftAs: own ? row.state : null, changedAt: tx.now })
      .where(eq(enrolments.id, enrolmentId));
    if (event.endsAt && event.endsAt > tx.now)
      await tellPerson(tx, {
        id: enrolmentId,
        personId: found.personId,
        kind: "enrolment_cancelled",
      });
    const offered = await offerFreeSeats(tx, event);
    await recordAudit(tx, {
      action: "cancel-enrolment",
      subjectKind: "enrolment",
      subjectId: enrolmentId,
      reason: state,
    });
    return { ok: true, offered: offered.length };
  });
}

/** Whoever is invited and whoever is not admitted says or hears a no; everybody else has cancelled. */
function endedAs(before: EnrolmentState, { own, decline }: { own: boolean; decline: boolean }) {
  return decline || (own && before === "invited") ? "declined" : "cancelled";
}

const institutionsOf = (accountId: string) =>
  sql`select m.organisation_id from organisation_members m where m.account_id = ${accountId}`;
