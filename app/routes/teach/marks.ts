import { type ActionFunctionArgs, json } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { formData, parseId } from "#app/forms/read-form.server";
import { rosterMarks } from "#app/training/presence/forms";
import { sittingForRoster } from "#app/training/presence/queries.server";
import { recordPresence } from "#app/training/presence/record-presence.server";

/** What the roster's script sends: the marks since the last time, answered with how many were new. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const { id: sittingId } = await sittingForRoster(context, parseId(args.params.id));
  const marks = rosterMarks(await formData(args.request));
  if (!marks) return json({ refused: "unreadable" }, { status: 400 });
  const result = await recordPresence(context, {
    marks: marks.map((mark) => ({ sittingId, ...mark })),
    channel: "list",
  });
  if (!result.ok) return json({ refused: result.reason }, { status: 409 });
  return json({ recorded: result.recorded, unchanged: result.unchanged, gone: result.noLongerAdmitted });
}
