import { eq, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Lawyer } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { alertDesk } from "#app/legal-aid/aid-requests/alert-desk.server";
import { moveRequest } from "#app/legal-aid/aid-requests/move-request.server";
import { namesInFile } from "#app/legal-aid/aid-requests/names-in-file.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { lawyers } from "#db/schema/lawyers";
import { conflictFindings } from "#db/schema/offers";
import type { DeclineForm } from "./forms";
import { lockOwnOffer } from "./lock-offer.server";
import { moveOffer } from "./move-offer.server";
import { offerNext, runningOffers } from "./offer-next.server";
import { declineEffects, sentenceFault } from "./rules";

export type Decline =
  | { ok: true; next: "offered" | "desk" }
  | { ok: false; reason: "offer_ended" | "date_future" | "names_in_reason" };

/**
 * No, with a code that does something: the next lawyer is asked in the same moment, or the request goes back to the desk;
 * "no time until" sets the leave, "conflict" keeps the lawyer out of this request. Refuses a day that is not ahead and,
 * in the conflict stage, a sentence with a name in it. A decline does not count against the turn.
 */
export async function declineOffer(
  context: Context<Lawyer>,
  { offerId, code, until, reason }: DeclineForm & { offerId: string },
): Promise<Decline> {
  return inTransaction(context, async (tx): Promise<Decline> => {
    const offer = await lockOwnOffer(tx, offerId);
    const { state, requestId, lawyerId } = offer;
    if (state !== "open" && state !== "holding") return { ok: false, reason: "offer_ended" };
    const effect = declineEffects[code];
    if (effect.leave && (!until || until <= calendarDate(tx.now))) return { ok: false, reason: "date_future" };
    const sentence = effect.sentence ? (reason ?? null) : null;
    if (state === "holding" && sentence !== null && (await namesSomebody(tx, offer, sentence)))
      return { ok: false, reason: "names_in_reason" };
    await moveOffer(tx, {
      offerId,
      from: state,
      to: "declined",
      reason: code,
      set: { declineCode: code, declineReason: sentence },
    });
    if (effect.leave && until) await setLeave(tx, lawyerId, until);
    if (code === "conflict") await keepOut(tx, requestId, lawyerId);
    if (effect.desk) await alertDesk(tx, requestId, `declined:${offerId}`);
    if (effect.request === "triage") await backToTriage(tx, requestId, code);
    const offered =
      effect.request === "next" && offer.requestState === "offered"
        ? await offerNext(tx, requestId, { reason: `after_${code}`, ...(effect.remote && { remote: true }) })
        : 0;
    await recordAudit(tx, { action: "decline-offer", subjectKind: "offer", subjectId: offerId, reason: code });
    return { ok: true, next: offered > 0 ? "offered" : "desk" };
  });
}

async function setLeave(context: Context, lawyerId: string, until: string): Promise<void> {
  await context.db
    .update(lawyers)
    .set({ onLeaveUntil: sql`greatest(coalesce(${lawyers.onLeaveUntil}, ${until}::date), ${until}::date)` })
    .where(eq(lawyers.id, lawyerId));
}

async function keepOut(context: Context, requestId: string, lawyerId: string): Promise<void> {
  const said = { band: "conflict" as const, reasons: ["said_by_lawyer"], foundAt: context.now };
  await context.db
    .insert(conflictFindings)
    .values({ requestId, lawyerId, ...said })
    .onConflictDoUpdate({
      target: [conflictFindings.requestId, conflictFindings.lawyerId],
      set: { ...said, clearedAt: null, clearedBy: null },
    });
}

/** The desk looks again; whoever else was asked at the same time hears that the offer is over. */
async function backToTriage(context: Context<Lawyer>, requestId: string, code: string): Promise<void> {
  for (const { id, state, lawyerId } of await runningOffers(context, requestId)) {
    await moveOffer(context, { offerId: id, from: state, to: "withdrawn", reason: "back_to_triage" });
    const [lawyer] = await context.db
      .select({ accountId: lawyers.accountId })
      .from(lawyers)
      .where(eq(lawyers.id, lawyerId));
    if (lawyer)
      await queueMessage(context, {
        kind: "offer_ended",
        recipientKind: "account",
        recipientId: lawyer.accountId,
        subjectId: id,
        deduplicationKey: `offer_ended:${id}`,
      });
  }
  await moveRequest(context, { requestId, from: "offered", to: "in_triage", reason: `declined_${code}`, quiet: true });
}

/** In the conflict stage the lawyer has read names: none of them may leave in a sentence. */
async function namesSomebody(
  context: Context<Lawyer>,
  offer: Awaited<ReturnType<typeof lockOwnOffer>>,
  sentence: string,
): Promise<boolean> {
  const names = await namesInFile(context, {
    requestId: offer.requestId,
    state: offer.requestState,
    reason: "conflict_check",
    standing: "holding",
  });
  return sentenceFault(sentence, { names, places: [], texts: [] }) === "name";
}
