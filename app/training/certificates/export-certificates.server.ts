import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type TrainingManager } from "#app/context.server";
import type { KeptCertificate } from "./certificates-zip.server";
import { keptCertificates } from "./queries.server";

/** The valid certificates of an event, to be taken out in one file; refused while PDFs are still being made. On record. */
export async function exportCertificates(
  context: Context<TrainingManager>,
  { eventId }: { eventId: string },
): Promise<{ ok: true; slug: string; kept: KeptCertificate[] } | { ok: false; reason: "certificates_rendering" }> {
  return inTransaction(context, async (tx) => {
    const { slug, rows } = await keptCertificates(tx, eventId);
    const kept = rows.filter((row): row is KeptCertificate => row.pdfSha256 !== null);
    if (kept.length === 0 || kept.length < rows.length) return { ok: false, reason: "certificates_rendering" };
    await recordAudit(tx, {
      action: "export-certificates",
      subjectKind: "event",
      subjectId: eventId,
      count: kept.length,
    });
    return { ok: true, slug, kept };
  });
}
