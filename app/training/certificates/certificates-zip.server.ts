import { Zip, ZipPassThrough } from "fflate";
import { readFile } from "#app/files/file-store.server";
import type { CertificateStatement } from "#db/schema/training";
import { certificateFileName, certificateNumber } from "./rules";

export interface KeptCertificate {
  year: number;
  serial: number;
  statement: CertificateStatement;
  pdfSha256: Buffer;
  issuedAt: Date;
}

const READ_AHEAD = 16;

/** All files in one ZIP, as it is read: stored and not compressed (PDFs are already), checked against their hashes. */
export function certificatesZip(kept: readonly KeptCertificate[]): ReadableStream<Uint8Array> {
  const zip = new Zip();
  let next = 0;
  const waiting: Promise<Uint8Array>[] = [];
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        zip.ondata = (failure, chunk, final) => {
          if (failure) return controller.error(failure);
          controller.enqueue(chunk);
          if (final) controller.close();
        };
      },
      async pull() {
        while (waiting.length < READ_AHEAD && next + waiting.length < kept.length)
          waiting.push(readFile((kept[next + waiting.length] as KeptCertificate).pdfSha256));
        const content = await waiting.shift();
        const certificate = kept[next++];
        if (!content || !certificate) return zip.end();
        const number = certificateNumber(certificate);
        const entry = new ZipPassThrough(certificateFileName(certificate.statement, number));
        entry.mtime = certificate.issuedAt;
        zip.add(entry);
        entry.push(content, true);
      },
      cancel() {
        zip.terminate();
      },
    },
    { highWaterMark: 4 },
  );
}
