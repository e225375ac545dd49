import { eq } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { sittings } from "#db/schema/training";

/** Says that calendars hold something else of an event's sittings than is true now: their revision grows. */
export async function markSittingsChanged(tx: Context, eventId: string): Promise<void> {
  await tx.db.update(sittings).set({ changedAt: tx.now }).where(eq(sittings.eventId, eventId));
}
