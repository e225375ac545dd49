import type { ActionFunctionArgs } from "@remix-run/node";
import { redirectTo } from "#app/forms/redirect.server";
import { cancelEnrolment } from "#app/training/enrolments/cancel-enrolment.server";
import { requireEnrolment } from "#app/training/enrolments/enrolment-guard.server";

export async function action(args: ActionFunctionArgs) {
  const { enrolmentId, page, ...context } = await requireEnrolment(args);
  const result = await cancelEnrolment(context, { enrolmentId });
  return redirectTo(page, { notice: result.ok ? "place_given_up" : result.reason });
}
