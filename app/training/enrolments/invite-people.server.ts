import { personWithMail } from "#app/accounts/people-queries.server";
import { createPerson, lockAllMails } from "#app/accounts/people-records.server";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type TrainingManager } from "#app/context.server";
import { lockEvent } from "#app/training/events/lock-event.server";
import { enrolmentOf, writeEnrolment } from "./enrolment-rows.server";
import type { Invitee } from "./invitation-rules";
import { isEnrolled, ownChangeRefusal } from "./rules";
import { tellPerson } from "./tell-person.server";

export type InvitePeopleResult =
  | { ok: true; invited: number; already: number }
  | { ok: false; reason: "event_is_cancelled" | "event_past" }
  | { ok: false; reason: "name_missing"; emails: string[] };

/**
 * Invites people personally by a list of addresses: each gets a mail with a link to say yes or no, whatever the event's
 * registration. Who is in it or invited already is left alone. Of an address that nobody has the name is needed; then
 * nobody of the list is invited. 404 for an unknown event.
 */
export async function invitePeople(
  context: Context<TrainingManager>,
  { eventId, invitees }: { eventId: string; invitees: readonly Invitee[] },
): Promise<InvitePeopleResult> {
  return inTransaction(context, async (tx) => {
    const event = await lockEvent(tx, { id: eventId });
    const refusal = ownChangeRefusal(event, tx.now);
    if (refusal) return { ok: false, reason: refusal };
    await lockAllMails(tx);
    const known = new Map<string, string>();
    for (const { email } of invitees) {
      const person = await personWithMail(tx, email);
      if (person) known.set(email, person.id);
    }
    const nameless = invitees.filter(({ email, name }) => !known.has(email) && !name).map(({ email }) => email);
    if (nameless.length > 0) return { ok: false, reason: "name_missing", emails: nameless };
    let invited = 0;
    for (const { email, name } of invitees) {
      const personId = known.get(email) ?? (name ? await createPerson(tx, { ...name, email }) : null);
      if (!personId) continue;
      const before = await enrolmentOf(tx, eventId, personId);
      if (before && (isEnrolled(before.state) || before.state === "invited")) continue;
      const id = await writeEnrolment(tx, {
        id: before?.id ?? null,
        eventId,
        personId,
        state: "invited",
        seat: null,
        source: "invitation",
      });
      await tellPerson(tx, { id, personId, kind: "enrolment_invited" });
      invited += 1;
    }
    await recordAudit(tx, { action: "invite-people", subjectKind: "event", subjectId: eventId, count: invited });
    return { ok: true, invited, already: invitees.length - invited };
  });
}
