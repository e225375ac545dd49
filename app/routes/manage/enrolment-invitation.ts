import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { inviteAgain } from "#app/training/enrolments/invite-again.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const { ok, eventId } = await inviteAgain(context, { enrolmentId: parseId(args.params.id) });
  return redirectTo(`${paths.event(eventId)}/invitations`, { notice: ok ? "invited" : "invitation_answered" });
}
