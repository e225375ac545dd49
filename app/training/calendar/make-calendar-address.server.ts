import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member } from "#app/context.server";
import { newToken, tokenHash } from "#app/protection/lookup.server";
import { calendarFeeds } from "#db/schema/training";
import type { CalendarFeedKind } from "#db/vocabulary";

/**
 * Makes a secret calendar address for whoever is signed in and answers with its token, which nobody can read again; the
 * address before it ends. `not_trainer` where somebody asks for sessions they cannot hold.
 */
export async function makeCalendarAddress(
  context: Context<Member>,
  { kind }: { kind: CalendarFeedKind },
): Promise<{ ok: true; token: string } | { ok: false; reason: "not_trainer" }> {
  const { accountId, roles } = context.actor;
  if (kind === "teaching" && !roles.includes("trainer")) return { ok: false, reason: "not_trainer" };
  const token = newToken();
  return inTransaction(context, async (tx) => {
    await tx.db.delete(calendarFeeds).where(and(eq(calendarFeeds.accountId, accountId), eq(calendarFeeds.kind, kind)));
    await tx.db.insert(calendarFeeds).values({ accountId, kind, tokenHash: tokenHash(token), createdAt: tx.now });
    await recordAudit(tx, {
      action: "make-calendar-address",
      subjectKind: "account",
      subjectId: accountId,
      reason: kind,
    });
    return { ok: true, token };
  });
}
