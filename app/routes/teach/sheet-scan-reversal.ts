import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { undoSheetScan } from "#app/training/sheets/undo-sheet-scan.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const place = { sittingId: parseId(args.params.id), scanId: parseId(args.params.scanId) };
  const result = await undoSheetScan(context, place);
  return redirectTo(`${paths.teach}/sittings/${place.sittingId}/scans/${place.scanId}`, {
    notice: result.ok ? "sheet_undone" : `sheet_${result.reason}`,
  });
}
