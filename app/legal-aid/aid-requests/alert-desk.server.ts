import { and, eq } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { accountRoles, accounts } from "#db/schema/accounts";

/** Calls every coordinator to a request; the mail says only that the desk is needed. The same `why` is said once. */
export async function alertDesk(context: Context, requestId: string, why: string): Promise<void> {
  const staff = await context.db
    .select({ id: accounts.id })
    .from(accounts)
    .innerJoin(accountRoles, eq(accountRoles.accountId, accounts.id))
    .where(and(eq(accountRoles.role, "coordinator"), eq(accounts.state, "active")));
  await queueMessage(
    context,
    ...staff.map(({ id }) => ({
      kind: "desk_attention" as const,
      recipientKind: "account" as const,
      recipientId: id,
      subjectId: requestId,
      deduplicationKey: `desk_attention:${requestId}:${why}:${id}`,
    })),
  );
}
