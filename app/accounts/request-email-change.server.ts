import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member } from "#app/context.server";
import { queueMessage } from "#app/notifications/queue-message.server";
import { ownPasswordFits } from "./own-password.server";
import { mailTaken } from "./people-records.server";
import { createAccountLink } from "./send-account-link.server";

/**
 * Sends a link to a new mail address; the old one holds until it is used. An address that somebody else has gets
 * nothing, and the answer is the same.
 */
export async function requestEmailChange(
  context: Context<Member>,
  input: { email: string; password: string },
): Promise<{ ok: true } | { ok: false; reason: "own_password" }> {
  const { accountId, personId } = context.actor;
  if (!(await ownPasswordFits(context, input.password))) return { ok: false, reason: "own_password" };
  return inTransaction(context, async (tx) => {
    if (!(await mailTaken(tx, input.email, { accountId, personId }))) {
      const link = await createAccountLink(tx, accountId, "email_change", input.email);
      await queueMessage(tx, {
        kind: "email_change",
        recipientKind: "account",
        recipientId: accountId,
        subjectId: link.id,
        deduplicationKey: `account-link:${link.id}`,
      });
    }
    await recordAudit(tx, { action: "request-email-change", subjectKind: "account", subjectId: accountId });
    return { ok: true };
  });
}
