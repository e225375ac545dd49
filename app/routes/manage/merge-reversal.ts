import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { undoMerge } from "#app/training/person-merges/undo-merge.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const result = await undoMerge(context, { mergeId: parseId(args.params.id) });
  const done = result.ok && result.waiting > 0 ? "merge_undone_waiting" : "merge_undone";
  return redirectTo(paths.merges, { notice: result.ok ? done : refusals[result.reason] });
}

const refusals = { already_undone: "merge_already_undone", later_merge: "merge_later_first" };
