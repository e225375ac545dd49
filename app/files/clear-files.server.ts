import { inArray } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type System } from "#app/context.server";
import { logger } from "#app/operations/logger.server";
import { refuseDoubtfulNight } from "#app/protection/retention-clock.server";
import { documents } from "#db/schema/documents";
import { sheetScans } from "#db/schema/sheets";
import { certificates } from "#db/schema/training";
import { clearIncoming, oldFiles, setFileAside } from "./stray-files.server";

const DAY = 86_400_000;

/** Every folder of the store, and which of its files rows name. */
const folders: { folder: string; named: (context: Context<System>, names: string[]) => Promise<string[]> }[] = [
  {
    folder: "",
    named: async ({ db }, names) => {
      const hashes = names.map((name) => Buffer.from(name, "hex"));
      const pdfs = db.select({ sha256: certificates.pdfSha256 }).from(certificates);
      const images = db.select({ sha256: sheetScans.imageSha256 }).from(sheetScans);
      const rows = [
        ...(await pdfs.where(inArray(certificates.pdfSha256, hashes))),
        ...(await images.where(inArray(sheetScans.imageSha256, hashes))),
      ];
      return rows.map(({ sha256 }) => sha256?.toString("hex") ?? "");
    },
  },
  {
    folder: "sealed",
    named: async ({ db }, names) => {
      const rows = await db.select({ id: documents.fileId }).from(documents).where(inArray(documents.fileId, names));
      return rows.map(({ id }) => id);
    },
  },
];

/**
 * Sets aside the files older than a day that no row names, and removes what killed processes left half-written and what
 * was set aside a month ago. Touches nothing while the clock is in doubt. Safe to repeat and to break off anywhere.
 */
export async function clearFiles(context: Context<System>): Promise<{ setAside: number; removed: number }> {
  await refuseDoubtfulNight(context);
  const before = new Date(context.now.getTime() - DAY);
  const removed = await clearIncoming(before);
  let setAside = 0;
  for (const { folder, named } of folders)
    for await (const names of oldFiles(folder, before)) {
      const known = new Set(await inTransaction(context, (tx) => named(tx, names)));
      for (const name of names) if (!known.has(name) && (await setFileAside(folder, name, before))) setAside += 1;
    }
  if (setAside + removed > 0) {
    logger().info({ setAside, removed }, "stray files were cleared");
    await inTransaction(context, (tx) =>
      recordAudit(tx, { action: "clear-files", subjectKind: "file", count: setAside + removed }),
    );
  }
  return { setAside, removed };
}
