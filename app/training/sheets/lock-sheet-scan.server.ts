import { eq } from "drizzle-orm";
import type { Context, Trainer, TrainingManager } from "#app/context.server";
import { sheetScans } from "#db/schema/sheets";
import { sheetScan } from "./scan-queries.server";

/** A scan with its rows and people, locked: two people confirm one after the other. Throws the 404 for one that is not theirs. */
export async function lockSheetScan(
  tx: Context<Trainer | TrainingManager>,
  { sittingId, scanId }: { sittingId: string; scanId: string },
) {
  await tx.db.select({ id: sheetScans.id }).from(sheetScans).where(eq(sheetScans.id, scanId)).for("update");
  return sheetScan(tx, { sittingId, scanId });
}
