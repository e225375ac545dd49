import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { reissueCertificate } from "#app/training/certificates/reissue-certificate.server";

/** The same statement with the person's present name, under a new number. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const result = await reissueCertificate(context, { certificateId: parseId(args.params.id) });
  return redirectTo(`${paths.event(result.eventId)}/certificates`, {
    notice: result.ok ? "certificate_reissued" : "certificate_unchanged",
  });
}
