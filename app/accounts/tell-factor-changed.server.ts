import { randomUUID } from "node:crypto";
import type { Context } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";

/** Writes to the account's owner that a second factor came or went: whoever did not do it learns of it. */
export async function tellFactorChanged(tx: Context, accountId: string): Promise<void> {
  await queueMessage(tx, {
    kind: "second_factor_changed",
    recipientKind: "account",
    recipientId: accountId,
    deduplicationKey: `second-factor:${randomUUID()}`,
  });
}
