import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { countHeads } from "#app/training/presence/count-heads.server";
import { headCountForm } from "#app/training/presence/forms";

/** How many people are in the room now. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const sittingId = parseId(args.params.id);
  const form = await readForm(args.request, headCountForm);
  if (!form.ok) return redirectTo(`${paths.teach}/sittings/${sittingId}`, { notice: "heads_unreadable" });
  await countHeads(context, { sittingId, ...form.value });
  return redirectTo(`${paths.teach}/sittings/${sittingId}`, { notice: "heads_counted" });
}
