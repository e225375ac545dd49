import { createHmac, randomBytes } from "node:crypto";
import { RateLimiterDrizzle, RateLimiterRes } from "rate-limiter-flexible";
import { database } from "#db/client.server";
import { rateLimits } from "#db/schema/rate-limits";

/** Attempts within seconds, per key, for what strangers can try. */
const limits = {
  sign_in_account: { points: 10, duration: 15 * 60 },
  sign_in_address: { points: 100, duration: 15 * 60 },
  account_link_account: { points: 5, duration: 60 * 60 },
  account_link_address: { points: 60, duration: 60 * 60 },
  claim_address: { points: 30, duration: 15 * 60 },
  receipt_locator: { points: 10, duration: 60 },
  receipt_address: { points: 60, duration: 60 },
  request_address: { points: 30, duration: 60 * 60 },
  sign_up_address: { points: 60, duration: 60 * 60 },
  join_address: { points: 20, duration: 60 * 60 },
  verify_address: { points: 600, duration: 60 },
} as const;
export type LimitedAction = keyof typeof limits;

const limiters: Partial<Record<LimitedAction, RateLimiterDrizzle>> = {};

/**
 * Counts one attempt; throws the 429 (with Retry-After, in seconds) where there were too many.
 * Where the counter itself fails the attempt is refused too.
 */
export async function limitAttempts(action: LimitedAction, key: string): Promise<void> {
  limiters[action] ??= new RateLimiterDrizzle({
    storeClient: database(),
    schema: rateLimits,
    keyPrefix: action,
    clearExpiredByTimeout: false,
    ...limits[action],
  });
  try {
    await limiters[action].consume(hidden(key));
  } catch (refusal) {
    const seconds = refusal instanceof RateLimiterRes ? Math.ceil(refusal.msBeforeNext / 1000) : 30;
    throw new Response(null, { status: 429, headers: { "Retry-After": String(seconds) } });
  }
}

/** The address bucket of a request: IPv4 whole, IPv6 by its /64. */
export function addressOf(context: { clientAddress?: unknown }): string {
  const address = typeof context.clientAddress === "string" ? context.clientAddress : "unknown";
  return address.includes(":") && !address.includes(".") ? address.split(":").slice(0, 4).join(":") : address;
}

let secretOfToday = { day: "", key: randomBytes(32) };

/** Keyed with a secret that lives for a day in memory only: yesterday's rows name nobody. */
function hidden(key: string): string {
  const day = new Date().toISOString().slice(0, 10);
  if (secretOfToday.day !== day) secretOfToday = { day, key: randomBytes(32) };
  return createHmac("sha256", secretOfToday.key).update(key).digest("base64url").slice(0, 22);
}
