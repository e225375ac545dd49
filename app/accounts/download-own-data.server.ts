import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Member } from "#app/context.server";
import type { Locale } from "#db/vocabulary";
import { ownDataArchive } from "./own-data-archive.server";
import { ownData } from "./own-data-queries.server";

/** Everything about whoever is signed in, as a ZIP; the download is on record. Needs the step-up of the page. */
export async function downloadOwnData(context: Context<Member>, locale: Locale): Promise<Uint8Array> {
  return inTransaction(context, async (tx) => {
    const data = await ownData(tx, locale);
    await recordAudit(tx, { action: "download-own-data", subjectKind: "account", subjectId: tx.actor.accountId });
    return ownDataArchive(data, locale, tx.now);
  });
}
