import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { sendAgain } from "#app/notifications/send-again.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const result = await sendAgain(context, { messageId: parseId(args.params.id) });
  return redirectTo("/admin/outbox?state=failed", {
    notice: result.ok ? "message_waiting" : `refused_${result.reason}`,
  });
}
