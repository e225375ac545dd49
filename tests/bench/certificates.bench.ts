import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contextFor } from "#app/context.server";
import { refreshEnvironment } from "#app/env.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { certificatesZip, type KeptCertificate } from "#app/training/certificates/certificates-zip.server";
import { keptCertificates } from "#app/training/certificates/queries.server";
import { storeCertificatePdfs } from "#app/training/certificates/store-certificate-pdfs.server";
import type { Bench } from "./bench";
import { certifiedEvent } from "./held-event";

const SIZE = 1000;
const WARM_UP = 100;

/** The worker's job on one core (render, hash, keep on disk, write the row), then all kept files as one ZIP. */
export default async function certificates(bench: Bench) {
  process.env.DATA_DIR = mkdtempSync(join(tmpdir(), "perkrah-bench-"));
  try {
    const database = await bench.database();
    refreshEnvironment();
    const system = contextFor({ kind: "system" }, new Date(), database.app);
    const warmUp = await certifiedEvent(database, WARM_UP);
    await storeCertificatePdfs(system, { eventId: warmUp.event.id });
    const { event, asManager } = await certifiedEvent(database, SIZE);
    const began = performance.now();
    const { stored } = await storeCertificatePdfs(system, { eventId: event.id });
    const took = performance.now() - began;
    const { rows } = await keptCertificates(asManager, event.id);
    const kept = rows.filter((row): row is KeptCertificate => row.pdfSha256 !== null);
    bench.print({
      name: "certificates render",
      size: SIZE,
      medianMs: took / SIZE,
      perSecond: (stored * 1000) / took,
      errors: SIZE - kept.length,
    });
    const bytes = await length(certificatesZip(kept));
    await bench.measure({
      name: "certificates zip",
      size: SIZE,
      rounds: 10,
      bytes,
      work: async () => {
        const fresh = await keptCertificates(asManager, event.id);
        const read = await length(certificatesZip(fresh.rows as KeptCertificate[]));
        if (read !== bytes) throw new Error(`${read} bytes`);
      },
    });
  } finally {
    await stopSendingBoss();
    rmSync(process.env.DATA_DIR, { recursive: true, force: true });
  }
}

async function length(stream: ReadableStream<Uint8Array>): Promise<number> {
  let bytes = 0;
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) bytes += part.value.byteLength;
  return bytes;
}
