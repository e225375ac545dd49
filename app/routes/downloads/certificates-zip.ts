import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { downloadHeaders } from "#app/training/certificates/certificate-answer.server";
import { certificatesZip } from "#app/training/certificates/certificates-zip.server";
import { exportCertificates } from "#app/training/certificates/export-certificates.server";

/** Every valid certificate of an event in one file; goes back to the page while PDFs are still being made. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  await requireStepUp(args);
  const eventId = parseId(args.params.id);
  const taken = await exportCertificates(context, { eventId });
  if (!taken.ok) return redirectTo(`${paths.event(eventId)}/certificates`, { notice: taken.reason });
  return new Response(certificatesZip(taken.kept), {
    headers: downloadHeaders(`${taken.slug}.zip`, "application/zip"),
  });
}
