import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { admitPerson } from "#app/training/enrolments/admit-person.server";
import { enrolmentPlace } from "#app/training/enrolments/queries.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const { eventId, personId } = await enrolmentPlace(context, parseId(args.params.id));
  const result = await admitPerson(context, { eventId, personId });
  return redirectTo(`${paths.event(eventId)}/roster`, {
    notice: result.ok ? "person_admitted" : notice(result.reason),
  });
}

function notice(reason: string): string {
  return reason === "event_cancelled" ? "event_is_cancelled" : reason;
}
