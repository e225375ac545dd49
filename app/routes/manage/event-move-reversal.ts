import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { notFound } from "#app/context.server";
import { parseId, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { takeBackForm } from "#app/training/events/forms";
import { takeBackMove } from "#app/training/events/take-back-move.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const form = await readForm(args.request, takeBackForm);
  // Nobody types these fields.
  if (!form.ok) throw notFound();
  const result = await takeBackMove(context, { eventId, ...form.value });
  return redirectTo(paths.event(eventId), { notice: result.ok ? "move_taken_back" : "move_stays" });
}
