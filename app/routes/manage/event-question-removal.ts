import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { removeQuestion } from "#app/training/questions/remove-question.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const result = await removeQuestion(context, { eventId, questionId: parseId(args.params.questionId) });
  return redirectTo(`${paths.event(eventId)}/questions`, { notice: result.ok ? "removed" : result.reason });
}
