import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { discardImport } from "#app/training/imports/discard-import.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const result = await discardImport(context, { eventId, importId: parseId(args.params.importId) });
  return redirectTo(`${paths.event(eventId)}/import`, { notice: result.ok ? "import_discarded" : "import_gone" });
}
