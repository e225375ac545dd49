import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction } from "#app/context.server";
import { settings } from "#db/schema/reference";
import { confirmedNightKey, doubtfulNight } from "./retention-clock.server";

/**
 * An administrator's word that the date is right after a long time without the night's work, which then goes on.
 * `night` is the date (YYYY-MM-DD) that the page showed: `nothing_to_confirm` where it is another one or none is doubted.
 */
export async function confirmRetentionNight(
  context: Context<Administrator>,
  { night }: { night: string },
): Promise<{ ok: true } | { ok: false; reason: "nothing_to_confirm" }> {
  return inTransaction(context, async (tx) => {
    const doubtful = await doubtfulNight(tx, tx.now);
    if (doubtful?.night !== night) return { ok: false, reason: "nothing_to_confirm" };
    await tx.db
      .insert(settings)
      .values({ key: confirmedNightKey, value: night })
      .onConflictDoUpdate({ target: settings.key, set: { value: night } });
    await recordAudit(tx, { action: "confirm-retention-night", subjectKind: "retention" });
    return { ok: true };
  });
}
