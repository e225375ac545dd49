import { and, eq, gte, lte, ne } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { ownCookie } from "#app/http/own-cookie.server";
import { limitAttempts } from "#app/protection/rate-limit.server";
import { events, sittings } from "#db/schema/training";
import { openClaim, sealClaim, sittingOfCode, type WallClaim } from "./wall-codes.server";

const HOUR = 3_600_000;
const claimCookie = () => ownCookie("here", { maxAge: 600 });

/**
 * Exchanges the code of a wall for a claim in a cookie, at first touch; null where no session that is being held shows it
 * now. Attempts are counted by address: 429 where there were too many.
 */
export async function exchangeCode(context: Context, code: string, address: string): Promise<string | null> {
  await limitAttempts("here_address", address);
  const held = await context.db
    .select({ id: sittings.id })
    .from(sittings)
    .innerJoin(events, eq(events.id, sittings.eventId))
    .where(
      and(
        lte(sittings.startsAt, new Date(context.now.getTime() + HOUR)),
        gte(sittings.endsAt, new Date(context.now.getTime() - HOUR)),
        ne(events.state, "cancelled"),
      ),
    );
  const sittingId = sittingOfCode(
    code,
    held.map(({ id }) => id),
    context.now,
  );
  return sittingId && claimCookie().serialize(sealClaim({ sittingId, at: context.now }));
}

/** The claim that the browser holds, or null. */
export async function claimOf(request: Request, now: Date): Promise<WallClaim | null> {
  return openClaim(await claimCookie().parse(request.headers.get("Cookie")), now);
}

/** The header that takes the claim away once it is used. */
export const withoutClaim = () => claimCookie().serialize("", { maxAge: 0 });
