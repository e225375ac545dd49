import type { ActionFunctionArgs } from "@remix-run/node";
import { redirectTo } from "#app/forms/redirect.server";
import { requireEnrolment } from "#app/training/enrolments/enrolment-guard.server";
import { returnEnrolment } from "#app/training/enrolments/return-enrolment.server";

export async function action(args: ActionFunctionArgs) {
  const { enrolmentId, page, ...context } = await requireEnrolment(args);
  const result = await returnEnrolment(context, { enrolmentId });
  if (!result.ok) return redirectTo(page, { notice: result.reason });
  return redirectTo(page, { notice: result.state === "waiting" ? "on_waiting_list" : "undone" });
}
