import { eq, sql } from "drizzle-orm";
import { database } from "#db/client.server";
import { rateLimits } from "#db/schema/rate-limits";
import { hiddenKey, uncounted } from "./rate-limit.server";

/**
 * Tries that are free, then the first pause in seconds, doubled with every further try up to the longest; a quiet time
 * without tries (seconds) begins anew. The longest is under a minute: whoever comes after a flood gets in.
 */
const paces = {
  receipt_locator: { free: 5, first: 1, longest: 45, quiet: 15 * 60 },
  receipt_address: { free: 30, first: 1, longest: 30, quiet: 10 * 60 },
  receipt_total: { free: 600, first: 0.05, longest: 1, quiet: 60 },
} as const;
export type PacedAction = keyof typeof paces;

/**
 * Counts one try, and throws the 429 (with Retry-After) inside the pause that the tries before it have earned. What is
 * refused is not counted: a flood cannot make the pause longer than the longest.
 * Where the counter itself fails the try is refused too, with 503.
 */
export async function paceAttempts(action: PacedAction, key: string, now = new Date()): Promise<void> {
  const wait = await waitFor(action, key, now).catch((failure: unknown) => {
    throw uncounted(failure);
  });
  if (wait > 0)
    throw new Response(null, { status: 429, headers: { "Retry-After": String(Math.max(1, Math.ceil(wait))) } });
}

/** Whoever got in starts anew. */
export async function forgetAttempts(action: PacedAction, key: string): Promise<void> {
  await database()
    .delete(rateLimits)
    .where(eq(rateLimits.key, await rowOf(action, key)));
}

/** Seconds to wait, 0 where this try was counted; one statement, so that tries at the same moment are counted one by one. */
async function waitFor(action: PacedAction, key: string, now: Date): Promise<number> {
  const { quiet, free, first, longest } = paces[action];
  const row = await rowOf(action, key);
  const at = sql`${now.toISOString()}::timestamptz`;
  const seconds = (amount: number) => sql`make_interval(secs => ${amount}::float8)`;
  // `expire` is the last counted try and the quiet time after it.
  const pause = sql`case when ${rateLimits.points} < ${free}::int then 0
    else least(${longest}::float8, ${first}::float8 * power(2, least(${rateLimits.points} - ${free}::int, 30))) end`;
  const nextAt = sql`${rateLimits.expire} - ${seconds(quiet)} + make_interval(secs => ${pause})`;
  const [counted] = await database()
    .insert(rateLimits)
    .values({ key: row, points: 1, expire: new Date(now.getTime() + quiet * 1000) })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        points: sql`case when ${rateLimits.expire} <= ${at} then 1 else ${rateLimits.points} + 1 end`,
        expire: sql`excluded.expire`,
      },
      setWhere: sql`${rateLimits.expire} <= ${at} or ${nextAt} <= ${at}`,
    })
    .returning({ points: rateLimits.points });
  if (counted) return 0;
  const [kept] = await database()
    .select({ wait: sql<number>`extract(epoch from ${nextAt} - ${at})::float8` })
    .from(rateLimits)
    .where(eq(rateLimits.key, row));
  return Math.max(kept?.wait ?? 0, Number.EPSILON);
}

async function rowOf(action: PacedAction, key: string): Promise<string> {
  return `${action}:${await hiddenKey(key)}`;
}
