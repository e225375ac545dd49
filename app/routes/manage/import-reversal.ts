import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { undoImport } from "#app/training/imports/undo-import.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const importId = parseId(args.params.importId);
  const result = await undoImport(context, { eventId, importId });
  const undone = result.ok && result.kept > 0 ? "import_undone_partly" : "import_undone";
  const notice = result.ok ? undone : "import_gone";
  return redirectTo(`${paths.event(eventId)}/imports/${importId}`, { notice });
}
