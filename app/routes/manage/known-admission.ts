import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { admitPerson } from "#app/training/enrolments/admit-person.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const result = await admitPerson(context, { eventId, personId: parseId(args.params.personId) });
  const refusal = result.ok ? null : result.reason === "event_cancelled" ? "event_is_cancelled" : result.reason;
  return redirectTo(`${paths.event(eventId)}/roster`, { notice: refusal ?? "person_admitted" });
}
