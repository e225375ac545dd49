import { eq } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { settings } from "#db/schema/reference";

/** The setting that stands while a restored outbox waits for somebody to look at it. */
export const outboxHoldKey = "outbox_hold";

export interface OutboxHold {
  /** When the backup was restored: messages made before came out of it. */
  since: string;
  backupAt: string;
}

/** Since when nothing is sent; nothing where mail goes out as usual. */
export async function outboxHold(context: Context): Promise<OutboxHold | null> {
  const [row] = await context.db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, outboxHoldKey));
  return (row?.value as OutboxHold | undefined) ?? null;
}
