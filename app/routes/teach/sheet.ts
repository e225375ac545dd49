import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { makeSheet } from "#app/training/sheets/make-sheet.server";

const notices = { event_cancelled: "event_is_cancelled", too_many_rows: "sheet_too_long" } as const;

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const sittingId = parseId(args.params.id);
  const result = await makeSheet(context, { sittingId });
  return redirectTo(`${paths.teach}/sittings/${sittingId}/sheets`, {
    notice: result.ok ? "sheet_made" : notices[result.reason],
  });
}
