import { and, desc, eq, isNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, notFound } from "#app/context.server";
import { lockRequest } from "#app/legal-aid/aid-requests/lock-request.server";
import { moveRequest } from "#app/legal-aid/aid-requests/move-request.server";
import { checkConflicts } from "#app/legal-aid/conflicts/check-conflicts.server";
import { matchLawyers } from "#app/legal-aid/matching/queries.server";
import type { Filter } from "#app/legal-aid/matching/rules";
import { consents } from "#db/schema/aid-requests";
import { conflictChecks } from "#db/schema/offers";
import { checkSentence } from "./check-sentence.server";
import { drawCard } from "./draw-card.server";
import { offerNext, putOffer, runningOffers } from "./offer-next.server";
import { offerSettings } from "./offer-settings.server";
import type { SentenceFault } from "./rules";

export interface NewOffer {
  requestId: string;
  /** Whom; without one whoever is next in order. */
  lawyerId?: string | null;
  /** The desk's sentence on the card. */
  sentence?: string | null;
  /** Whoever works remotely counts as being in the region. */
  remote?: boolean;
}
export type MadeOffer =
  | { ok: true; offered: number }
  | { ok: false; reason: "wrong_state" | "offer_running" | "area_missing" | "consent_missing" | "nobody_left" }
  | { ok: false; reason: "not_eligible"; filters: Filter[] }
  | { ok: false; reason: "sentence"; fault: SentenceFault };

/**
 * Puts the card of a request to one lawyer, or to the next in order; an emergency is topped up to as many at once as its
 * class asks. Names inside the network are compared before the first offer. Refuses without the consent to the conflict
 * check, while another offer runs, for lawyers whom a filter takes out, and a sentence that says anything of the file.
 */
export async function makeOffer(context: Context<Coordinator>, input: NewOffer): Promise<MadeOffer> {
  return inTransaction(context, async (tx): Promise<MadeOffer> => {
    const { requestId } = input;
    const request = await lockRequest(tx, requestId);
    if (request.state !== "matching" && request.state !== "offered") return { ok: false, reason: "wrong_state" };
    if (!(await mayCheckConflicts(tx, requestId))) return { ok: false, reason: "consent_missing" };
    const settings = await offerSettings(tx);
    const running = await runningOffers(tx, requestId);
    const held = running.some(({ state }) => state === "holding");
    if (held || running.length >= settings.limits[request.urgency].offersAtOnce)
      return { ok: false, reason: "offer_running" };
    const sentence = input.sentence?.trim() || null;
    const fault = sentence === null ? null : await checkSentence(tx, requestId, sentence);
    if (fault) return { ok: false, reason: "sentence", fault };
    const card = await drawCard(tx, requestId, { ...settings, sentence });
    if (!card) return { ok: false, reason: "area_missing" };
    if (!(await wasCompared(tx, requestId))) await checkConflicts(tx, { requestId });
    const { ranked } = await matchLawyers(tx, requestId, input.remote ? { remote: true } : {});
    const wanted = input.lawyerId
      ? ranked.find(({ lawyerId }) => lawyerId === input.lawyerId)
      : ranked.find(({ place }) => place === 1);
    if (input.lawyerId && !wanted) throw notFound();
    if (!wanted) return { ok: false, reason: "nobody_left" };
    if (wanted.place === null) return { ok: false, reason: "not_eligible", filters: wanted.reasons };
    const reason = wanted.place === 1 ? "next_in_order" : "chosen_by_desk";
    const made = await putOffer(tx, {
      requestId,
      lawyerId: wanted.lawyerId,
      card,
      urgency: request.urgency,
      settings,
      reason,
    });
    if (made === null) return { ok: false, reason: "not_eligible", filters: ["asked_before"] };
    if (request.state === "matching")
      await moveRequest(tx, { requestId, from: "matching", to: "offered", reason, quiet: true });
    const more =
      settings.limits[request.urgency].offersAtOnce > 1
        ? await offerNext(tx, requestId, { reason: "next_in_order", ...(input.remote && { remote: true }) })
        : 0;
    await recordAudit(tx, { action: "make-offer", subjectKind: "request", subjectId: requestId, count: 1 + more });
    return { ok: true, offered: 1 + more };
  });
}

async function mayCheckConflicts(context: Context, requestId: string): Promise<boolean> {
  const [consent] = await context.db
    .select({ id: consents.id })
    .from(consents)
    .where(and(eq(consents.requestId, requestId), eq(consents.kind, "conflict_check"), isNull(consents.withdrawnAt)));
  return consent !== undefined;
}

async function wasCompared(context: Context, requestId: string): Promise<boolean> {
  const [check] = await context.db
    .select({ id: conflictChecks.id })
    .from(conflictChecks)
    .where(eq(conflictChecks.requestId, requestId))
    .orderBy(desc(conflictChecks.checkedAt))
    .limit(1);
  return check !== undefined;
}
