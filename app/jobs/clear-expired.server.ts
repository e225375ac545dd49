import { gt, lt, or } from "drizzle-orm";
import { type Context, inTransaction, type System } from "#app/context.server";
import { IDLE_MINUTES } from "#app/legal-aid/receipts/rules";
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
    // What ends beyond its longest life was begun by a clock that went wrong, and would hold or refuse for as long.
    const ahead = (days: number) => new Date(tx.now.getTime() + days * DAY);
    const idleSince = new Date(tx.now.getTime() - IDLE_MINUTES * 60_000);
    await tx.db
      .delete(receiptSignIns)
      .where(
        or(
          lt(receiptSignIns.endsAt, tx.now),
          lt(receiptSignIns.seenAt, idleSince),
          gt(receiptSignIns.endsAt, ahead(1)),
        ),
      );
    await tx.db
      .delete(signIns)
      .where(or(lt(signIns.expiresAt, tx.now), gt(signIns.expiresAt, ahead(31)), gt(signIns.secondFactorAt, ahead(1))));
    await tx.db.delete(passkeyChallenges).where(lt(passkeyChallenges.expiresAt, tx.now));
    // Yesterday's secret goes: what was counted under it names nobody from here on.
    await tx.db.delete(rateLimitSecrets).where(lt(rateLimitSecrets.day, dayOf(tx.now)));
    await tx.db.delete(rateLimits).where(or(lt(rateLimits.expire, ahead(-1)), gt(rateLimits.expire, ahead(1))));
  });
}
