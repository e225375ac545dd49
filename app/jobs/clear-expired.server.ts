import { lt } from "drizzle-orm";
import { type Context, inTransaction, type System } from "#app/context.server";
import { dayOf } from "#app/protection/rate-limit.server";
import { signIns } from "#db/schema/accounts";
import { receiptSignIns, requestDrafts } from "#db/schema/aid-requests";
import { rateLimitSecrets, rateLimits } from "#db/schema/rate-limits";
import { passkeyChallenges } from "#db/schema/second-factors";

const DAY = 86_400_000;

/** Takes away what has run out: drafts, sign-ins, challenges, counters and the secret they were counted under. */
export async function clearExpired(context: Context<System>): Promise<void> {
  await inTransaction(context, async (tx) => {
    await tx.db.delete(requestDrafts).where(lt(requestDrafts.endsAt, tx.now));
    await tx.db.delete(receiptSignIns).where(lt(receiptSignIns.endsAt, tx.now));
    await tx.db.delete(signIns).where(lt(signIns.expiresAt, tx.now));
    await tx.db.delete(passkeyChallenges).where(lt(passkeyChallenges.expiresAt, tx.now));
    // Yesterday's secret goes: what was counted under it names nobody from here on.
    await tx.db.delete(rateLimitSecrets).where(lt(rateLimitSecrets.day, dayOf(tx.now)));
    await tx.db.delete(rateLimits).where(lt(rateLimits.expire, new Date(tx.now.getTime() - DAY)));
  });
}
