import type { ActionFunctionArgs } from "@remix-run/node";
import { redirectTo } from "#app/forms/redirect.server";
import { acceptSeat } from "#app/training/enrolments/accept-seat.server";
import { requireEnrolment } from "#app/training/enrolments/enrolment-guard.server";

export async function action(args: ActionFunctionArgs) {
  const { enrolmentId, page, ...context } = await requireEnrolment(args);
  const result = await acceptSeat(context, { enrolmentId });
  const notice = result.ok ? (result.state === "admitted" ? "seat_taken" : "on_waiting_list") : result.reason;
  return redirectTo(page, { notice });
}
