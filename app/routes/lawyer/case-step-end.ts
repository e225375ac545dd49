import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { endStep } from "#app/legal-aid/cases/end-step.server";
import { stepForm } from "#app/legal-aid/cases/forms";
import { paths } from "#app/paths";

/** How a step stands. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const caseId = parseId(args.params.id);
  const stepId = parseId(args.params.stepId);
  const form = await readForm(args.request, stepForm);
  if (!form.ok) return redirectTo(paths.case(caseId), { notice: "choose_outcome" });
  const { state, outcome } = form.value;
  const result = await endStep(context, { caseId, stepId, state, outcome: outcome || null });
  return redirectTo(paths.case(caseId), { notice: result.ok ? "saved" : "choose_outcome" });
}
