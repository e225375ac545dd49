import { and, desc, eq, isNull } from "drizzle-orm";
import { type Context, type Coordinator, inTransaction, type Lawyer } from "#app/context.server";
import { placeOf } from "#app/legal-aid/aid-requests/sealed-places";
import { lockOwnOffer } from "#app/legal-aid/offers/lock-offer.server";
import { openDataKey } from "#app/protection/data-keys.server";
import { open, openMaybe } from "#app/protection/sealing.server";
import { consents, requestIdentities, requestParties } from "#db/schema/aid-requests";
import { conflictChecks, conflictFindings } from "#db/schema/offers";
import type { PartySide } from "#db/vocabulary";

export type NamesForCheck =
  | {
      ok: true;
      opponents: { side: PartySide; name: string }[];
      client: string | null;
      cleared: boolean;
      holdUntil: Date;
    }
  | { ok: false; reason: "not_holding" | "consent_missing" };

/**
 * The names for the conflict stage: opponents first, the client's only after they were said to be clear; both only
 * while the offer is held and under the consent to the check. Every look leaves its audit row.
 */
export async function namesForConflictCheck(context: Context<Lawyer>, offerId: string): Promise<NamesForCheck> {
  return inTransaction(context, async (tx): Promise<NamesForCheck> => {
    const offer = await lockOwnOffer(tx, offerId);
    if (offer.state !== "holding" || !offer.holdUntil || offer.holdUntil <= tx.now)
      return { ok: false, reason: "not_holding" };
    const { requestId, requestState } = offer;
    const [consent] = await tx.db
      .select({ id: consents.id })
      .from(consents)
      .where(and(eq(consents.requestId, requestId), eq(consents.kind, "conflict_check"), isNull(consents.withdrawnAt)));
    if (!consent) return { ok: false, reason: "consent_missing" };
    const cleared = offer.opponentsClearAt !== null;
    const key = await openDataKey(tx, {
      requestId,
      state: requestState,
      classes: cleared ? ["party", "identity"] : ["party"],
      reason: "conflict_check",
      standing: "holding",
    });
    const parties = await tx.db
      .select({ id: requestParties.id, side: requestParties.side, name: requestParties.name })
      .from(requestParties)
      .where(eq(requestParties.requestId, requestId));
    // The client's kin say who the client is: they wait with the client's name.
    const shown = parties.filter(({ side }) => cleared || side === "opponent" || side === "opponent_kin");
    return {
      ok: true,
      opponents: shown.map(({ id, side, name }) => ({
        side,
        name: open(key, placeOf("request_parties.name", requestId, id), name),
      })),
      client: cleared ? await clientName(tx, requestId, key) : null,
      cleared,
      holdUntil: offer.holdUntil,
    };
  });
}

async function clientName(context: Context, requestId: string, key: Buffer): Promise<string | null> {
  const [identity] = await context.db
    .select({ name: requestIdentities.name })
    .from(requestIdentities)
    .where(eq(requestIdentities.requestId, requestId));
  return openMaybe(key, placeOf("request_identities.name", requestId), identity?.name ?? null);
}

/** What the last comparison said, for the desk: bands and reasons per lawyer, never names. */
export async function conflictsOfRequest(context: Context<Coordinator>, requestId: string) {
  const [last] = await context.db
    .select({
      checkedAt: conflictChecks.checkedAt,
      enough: conflictChecks.enough,
      compared: conflictChecks.compared,
    })
    .from(conflictChecks)
    .where(eq(conflictChecks.requestId, requestId))
    .orderBy(desc(conflictChecks.checkedAt))
    .limit(1);
  const findings = await context.db
    .select({
      lawyerId: conflictFindings.lawyerId,
      band: conflictFindings.band,
      reasons: conflictFindings.reasons,
      clearedAt: conflictFindings.clearedAt,
    })
    .from(conflictFindings)
    .where(eq(conflictFindings.requestId, requestId));
  return { last: last ?? null, findings };
}
