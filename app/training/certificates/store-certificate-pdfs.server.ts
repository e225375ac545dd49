import { and, asc, eq, isNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type System } from "#app/context.server";
import { env } from "#app/env.server";
import { keepFile } from "#app/files/file-store.server";
import { paths } from "#app/paths";
import { certificates } from "#db/schema/training";
import { renderCertificate } from "./certificate-pdf.server";
import { certificateNumber } from "./rules";

const AT_ONCE = 50;

/**
 * Renders and keeps the PDF of every certificate of an event that has none yet, some at a time so that a page can show
 * how far it is. Whoever runs it twice or in parallel does no harm: rows being worked on are skipped, kept PDFs stay.
 */
export async function storeCertificatePdfs(
  context: Context<System>,
  { eventId }: { eventId: string },
): Promise<{ ok: true; stored: number }> {
  let stored = 0;
  for (;;) {
    const some = await storeSome(context, eventId);
    stored += some;
    if (some < AT_ONCE) return { ok: true, stored };
  }
}

/** The same for every event: what a full disk or a job that had used up its attempts has left behind. */
export async function storeMissingPdfs(context: Context<System>): Promise<void> {
  const events = await context.db
    .selectDistinct({ eventId: certificates.eventId })
    .from(certificates)
    .where(isNull(certificates.pdfSha256));
  for (const { eventId } of events) await storeCertificatePdfs(context, { eventId });
}

function storeSome(context: Context<System>, eventId: string): Promise<number> {
  return inTransaction(context, async (tx) => {
    const rows = await tx.db
      .select({
        id: certificates.id,
        code: certificates.code,
        year: certificates.year,
        serial: certificates.serial,
        statement: certificates.statement,
        issuedAt: certificates.issuedAt,
      })
      .from(certificates)
      .where(and(eq(certificates.eventId, eventId), isNull(certificates.pdfSha256)))
      .orderBy(asc(certificates.year), asc(certificates.serial))
      .limit(AT_ONCE)
      .for("update", { skipLocked: true });
    if (rows.length === 0) return 0;
    const keeping = [];
    for (const { id, ...row } of rows) {
      const pdf = await renderCertificate({
        ...row,
        number: certificateNumber(row),
        address: `${env().address}${paths.certificate(row.code)}`,
      });
      // Writing goes on while the next one is drawn.
      keeping.push(keepFile(pdf).then((file) => ({ id, ...file })));
    }
    for (const { id, sha256, bytes } of await Promise.all(keeping))
      await tx.db.update(certificates).set({ pdfSha256: sha256, pdfBytes: bytes }).where(eq(certificates.id, id));
    await recordAudit(tx, {
      action: "store-certificate-pdfs",
      subjectKind: "event",
      subjectId: eventId,
      count: rows.length,
    });
    return rows.length;
  });
}
