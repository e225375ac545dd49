import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { cancelEnrolment } from "#app/training/enrolments/cancel-enrolment.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "institution_contact");
  const result = await cancelEnrolment(context, { enrolmentId: parseId(args.params.id) });
  const refusals = { already_cancelled: "already_cancelled", event_past: "nomination_past" } as const;
  return redirectTo(paths.nominations, { notice: result.ok ? "nomination_withdrawn" : refusals[result.reason] });
}
