import { and, eq, inArray, ne } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { accountRoles, accounts } from "#db/schema/accounts";
import type { MessageKind, Role } from "#db/vocabulary";

/** Tells everybody with one of these roles but the one who acts, in neutral words, each once. */
export async function tellOverseers(
  context: Context,
  kind: Extract<MessageKind, `break_glass_${string}`>,
  breakGlassId: string,
  roles: readonly Role[],
  except: string,
): Promise<void> {
  const told = await context.db
    .selectDistinct({ id: accounts.id })
    .from(accounts)
    .innerJoin(accountRoles, eq(accountRoles.accountId, accounts.id))
    .where(and(inArray(accountRoles.role, [...roles]), eq(accounts.state, "active"), ne(accounts.id, except)));
  await queueMessage(
    context,
    ...told.map(({ id }) => ({
      kind,
      recipientKind: "account" as const,
      recipientId: id,
      subjectId: breakGlassId,
      deduplicationKey: `${kind}:${breakGlassId}:${id}`,
    })),
  );
}
