import { createHmac, randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { RateLimiterDrizzle, RateLimiterRes } from "rate-limiter-flexible";
import { logFailure } from "#app/operations/logger.server";
import { database } from "#db/client.server";
import { rateLimitSecrets, rateLimits } from "#db/schema/rate-limits";

/** Attempts within seconds, per key, for what strangers can try. */
const limits = {
  sign_in_account: { points: 100, duration: 15 * 60 },
  sign_in_account_address: { points: 10, duration: 15 * 60 },
  sign_in_address: { points: 100, duration: 15 * 60 },
  second_factor: { points: 10, duration: 15 * 60 },
  passkey_address: { points: 100, duration: 15 * 60 },
  own_password: { points: 10, duration: 15 * 60 },
  own_data: { points: 10, duration: 60 * 60 },
  account_link_account: { points: 5, duration: 60 * 60 },
  account_link_address: { points: 60, duration: 60 * 60 },
  claim_address: { points: 30, duration: 15 * 60 },
  // A full room behind one address; of a code's 85 million, so many tries within its half minute still find none.
  here_address: { points: 2_000, duration: 15 * 60 },
  draft_address: { points: 60, duration: 60 },
  request_address: { points: 30, duration: 60 * 60 },
  sign_up_address: { points: 60, duration: 60 * 60 },
  join_address: { points: 20, duration: 60 * 60 },
  document_request: { points: 60, duration: 60 * 60 },
  calendar_address: { points: 600, duration: 60 * 60 },
  verify_address: { points: 600, duration: 60 },
} as const;
export type LimitedAction = keyof typeof limits;

const limiters: Partial<Record<LimitedAction, RateLimiterDrizzle>> = {};

/**
 * Counts one attempt; throws the 429 (with Retry-After, in seconds) where there were too many, after `first` where it is
 * the first of its time. Where the counter itself fails the attempt is refused too, with 503: nobody tried too often.
 */
export async function limitAttempts(
  action: LimitedAction,
  key: string,
  points = 1,
  first?: () => Promise<unknown>,
): Promise<void> {
  limiters[action] ??= new RateLimiterDrizzle({
    storeClient: database(),
    schema: rateLimits,
    keyPrefix: action,
    clearExpiredByTimeout: false,
    ...limits[action],
  });
  try {
    await limiters[action].consume(await hiddenKey(key), points);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw uncounted(refusal);
    const seconds = Math.ceil(refusal.msBeforeNext / 1000);
    if (refusal.consumedPoints - points <= limits[action].points) await first?.();
    throw new Response(null, { status: 429, headers: { "Retry-After": String(seconds) } });
  }
}

/** The answer where a counter fails: refused, with 503, for nobody tried too often. */
export function uncounted(failure: unknown): Response {
  logFailure(failure);
  return new Response(null, { status: 503, headers: { "Retry-After": "5" } });
}

const COUNTED_TOGETHER = 10;
const KEYS_AT_MOST = 50_000;
const frequent = new Map<string, { attempts: number; refusedUntil: number }>();

/**
 * Like `limitAttempts`, for what is asked for all the time: counted here, and in the database ten at once, so that a
 * page does not cost a write. A key that was refused stays refused for its time.
 */
export async function limitFrequentAttempts(action: LimitedAction, key: string): Promise<void> {
  const name = `${action} ${key}`;
  if (frequent.size >= KEYS_AT_MOST) frequent.clear();
  const known = frequent.get(name) ?? { attempts: 0, refusedUntil: 0 };
  frequent.set(name, known);
  if (known.refusedUntil > Date.now())
    throw new Response(null, {
      status: 429,
      headers: { "Retry-After": String(Math.ceil((known.refusedUntil - Date.now()) / 1000)) },
    });
  known.attempts += 1;
  if (known.attempts < COUNTED_TOGETHER) return;
  known.attempts = 0;
  try {
    await limitAttempts(action, key, COUNTED_TOGETHER);
  } catch (refusal) {
    if (refusal instanceof Response && refusal.status === 429)
      known.refusedUntil = Date.now() + Number(refusal.headers.get("Retry-After")) * 1000;
    throw refusal;
  }
}

/** The address bucket of a request: IPv4 whole, IPv6 by its /64. */
export function addressOf(context: { clientAddress?: unknown }): string {
  const address = typeof context.clientAddress === "string" ? context.clientAddress : "unknown";
  return address.includes(":") && !address.includes(".") ? networkOf(address) : address;
}

/** The first four groups of an IPv6 address, however it is abbreviated. */
function networkOf(address: string): string {
  const [head = "", tail] = address.split("::");
  const first = head.split(":").filter(Boolean);
  const last = (tail ?? "").split(":").filter(Boolean);
  const left = tail === undefined ? [] : Array<string>(Math.max(0, 8 - first.length - last.length)).fill("0");
  const groups = [...first, ...left, ...last].map((group) => group.replace(/^0+(?=.)/, "").toLowerCase());
  return groups.slice(0, 4).join(":");
}

/** The day whose secret is used, in UTC. */
export function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

const secrets = new Map<string, Promise<Buffer>>();

/** Keyed with the secret of the day, the same in every process: yesterday's rows name nobody once it is deleted. */
export async function hiddenKey(key: string): Promise<string> {
  const day = dayOf(new Date());
  const secret = await (secrets.get(day) ?? remember(day));
  return createHmac("sha256", secret).update(key).digest("base64url").slice(0, 22);
}

function remember(day: string): Promise<Buffer> {
  const asked = secretOf(day);
  secrets.clear();
  secrets.set(day, asked);
  asked.catch(() => secrets.delete(day));
  return asked;
}

async function secretOf(day: string): Promise<Buffer> {
  const db = database();
  await db
    .insert(rateLimitSecrets)
    .values({ day, secret: randomBytes(32) })
    .onConflictDoNothing();
  const [row] = await db
    .select({ secret: rateLimitSecrets.secret })
    .from(rateLimitSecrets)
    .where(eq(rateLimitSecrets.day, day));
  if (!row) throw new Error("there is no secret of the day");
  return row.secret;
}
