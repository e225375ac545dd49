import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type System } from "#app/context.server";
import { eraseOne } from "./erase-subjects.server";
import { isGenuine, keepInLedger, type LedgerEntry, readLedger } from "./erasure-ledger.server";

const BATCH = 100;

export interface Replay {
  /** Lines carried out again, whether or not the backup still held anything of them. */
  replayed: number;
  /** Lines whose seal does not fit: not carried out. A restoration that meets one has not been verified. */
  forged: LedgerEntry[];
}

/**
 * Makes a restored backup forget what was erased since: every genuine line of the ledger's file once more. Safe to
 * repeat; a run that broke off is run again. Works with the owner's and with the application's connection.
 */
export async function replayErasures(
  context: Context<System>,
  entries: readonly LedgerEntry[] = readLedger(),
): Promise<Replay> {
  const genuine = entries.filter(isGenuine);
  for (let start = 0; start < genuine.length; start += BATCH)
    await inTransaction(context, async (tx) => {
      const batch = genuine.slice(start, start + BATCH);
      for (const entry of batch) await eraseOne(tx, entry, "replay");
      await keepInLedger(tx, batch);
      await recordAudit(tx, { action: "replay-erasures", subjectKind: "ledger", count: batch.length });
    });
  return { replayed: genuine.length, forged: entries.filter((entry) => !isGenuine(entry)) };
}
