import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { formData, parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { confirmImport } from "#app/training/imports/confirm-import.server";
import { readFill } from "#app/training/imports/forms";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const importId = parseId(args.params.importId);
  const result = await confirmImport(context, {
    eventId,
    importId,
    fill: readFill(await formData(args.request)),
  });
  const list = `${paths.event(eventId)}/imports/${importId}`;
  if ("queued" in result) return redirectTo(list, { notice: "import_queued" });
  if (result.ok) return redirectTo(`${paths.event(eventId)}/roster`, { notice: "import_done" });
  return redirectTo(list, { notice: notices[result.reason] });
}

const notices = {
  changed_since: "import_changed",
  sitting_missing: "import_sitting_missing",
  event_cancelled: "event_is_cancelled",
  no_longer_previewed: "import_gone",
};
