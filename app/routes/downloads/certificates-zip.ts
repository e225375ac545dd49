import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";
import { downloadHeaders } from "#app/training/certificates/certificate-answer.server";
import { certificatesZip, type KeptCertificate } from "#app/training/certificates/certificates-zip.server";
import { keptCertificates } from "#app/training/certificates/queries.server";

/** Every valid certificate of an event in one file; goes back to the page while PDFs are still being made. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  await requireStepUp(args);
  const eventId = parseId(args.params.id);
  const { slug, rows } = await keptCertificates(context, eventId);
  const kept = rows.filter((row): row is KeptCertificate => row.pdfSha256 !== null);
  if (kept.length === 0 || kept.length < rows.length)
    return redirectTo(`${paths.event(eventId)}/certificates`, { notice: "certificates_rendering" });
  return new Response(certificatesZip(kept), { headers: downloadHeaders(`${slug}.zip`, "application/zip") });
}
