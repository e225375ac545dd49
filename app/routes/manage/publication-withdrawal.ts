import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { withdrawPublication } from "#app/training/materials/withdraw-publication.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const id = parseId(args.params.id);
  await withdrawPublication(context, id);
  return redirectTo(`/manage/library/${id}`, { notice: "publication_withdrawn" });
}
