import { readFile } from "#app/files/file-store.server";
import type { CertificateStatement } from "#db/schema/training";
import { certificateFileName, certificateNumber } from "./rules";

interface KeptOrNot {
  year: number;
  serial: number;
  statement: CertificateStatement;
  pdfSha256: Buffer | null;
}

/** The PDF as it was kept at issue, as a download; 503 while it is still being made. */
export async function certificateAnswer(certificate: KeptOrNot): Promise<Response> {
  if (!certificate.pdfSha256) return new Response(null, { status: 503, headers: { "Retry-After": "5" } });
  const content = await readFile(certificate.pdfSha256);
  const name = certificateFileName(certificate.statement, certificateNumber(certificate));
  return new Response(content.slice(), { headers: downloadHeaders(name, "application/pdf", content.byteLength) });
}

/** Headers of a file that browsers keep instead of showing. */
export function downloadHeaders(name: string, type: string, bytes?: number): Headers {
  const headers = new Headers({
    "Content-Type": type,
    "Content-Disposition": `attachment; filename="${name.replace(/[^\x20-\x7e]|["\\]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
  });
  if (bytes !== undefined) headers.set("Content-Length", String(bytes));
  return headers;
}
