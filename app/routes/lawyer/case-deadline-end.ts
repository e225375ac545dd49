import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { deadlineEndForm } from "#app/legal-aid/deadlines/forms";
import { meetDeadline } from "#app/legal-aid/deadlines/meet-deadline.server";
import { paths } from "#app/paths";

/** What became of a deadline. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const caseId = parseId(args.params.id);
  const deadlineId = parseId(args.params.deadlineId);
  const form = await readForm(args.request, deadlineEndForm);
  if (!form.ok) throw new Response(null, { status: 400 });
  await meetDeadline(context, { caseId, deadlineId, state: form.value.state });
  return redirectTo(`${paths.case(caseId)}/deadlines`, { notice: "saved" });
}
