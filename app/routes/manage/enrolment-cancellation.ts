import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { cancelEnrolment } from "#app/training/enrolments/cancel-enrolment.server";
import { enrolmentPlace } from "#app/training/enrolments/queries.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const enrolmentId = parseId(args.params.id);
  const { eventId } = await enrolmentPlace(context, enrolmentId);
  const result = await cancelEnrolment(context, { enrolmentId });
  return redirectTo(`${paths.event(eventId)}/roster`, { notice: noticeOf(result) });
}

function noticeOf(result: Awaited<ReturnType<typeof cancelEnrolment>>): string {
  if (!result.ok) return "already_cancelled";
  return result.offered > 0 ? "seat_offered" : "enrolment_cancelled";
}
