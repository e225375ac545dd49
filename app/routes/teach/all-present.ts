import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { notYetRecorded, sittingForRoster } from "#app/training/presence/queries.server";
import { recordPresence } from "#app/training/presence/record-presence.server";

/** Everybody without a mark is present: the exceptions follow. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const sitting = await sittingForRoster(context, parseId(args.params.id));
  const enrolmentIds = await notYetRecorded(context, sitting);
  const result = await recordPresence(context, {
    marks: enrolmentIds.map((enrolmentId) => ({ sittingId: sitting.id, enrolmentId, mark: "present" })),
    channel: "list",
  });
  return redirectTo(`${paths.teach}/sittings/${sitting.id}`, {
    notice: result.ok ? "presence_saved" : "event_is_cancelled",
  });
}
