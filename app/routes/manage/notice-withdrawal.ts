import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { withdrawNotice } from "#app/training/event-notices/withdraw-notice.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const [eventId, noticeId] = [parseId(args.params.id), parseId(args.params.noticeId)];
  const result = await withdrawNotice(context, { eventId, noticeId });
  const notice = result.ok ? "notice_withdrawn" : "notice_gone";
  return redirectTo(`${paths.event(eventId)}/notices/${noticeId}`, { notice });
}
