import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, notFound, type ReceiptHolder } from "#app/context.server";
import { consents } from "#db/schema/aid-requests";
import { lockRequest } from "./lock-request.server";
import { changeableConsents, isOpen } from "./rules";

/** Gives what is ticked and takes back what is not; every consent keeps the time it was given and withdrawn. */
export async function changeConsents(
  context: Context<ReceiptHolder | Coordinator>,
  { requestId, kinds }: { requestId: string; kinds: readonly (typeof changeableConsents)[number][] },
): Promise<{ ok: true } | { ok: false; reason: "request_ended" }> {
  if (context.actor.kind === "receipt" && context.actor.requestId !== requestId) throw notFound();
  return inTransaction(context, async (tx) => {
    const request = await lockRequest(tx, requestId);
    if (!isOpen(request.state)) return { ok: false, reason: "request_ended" };
    const open = and(eq(consents.requestId, requestId), isNull(consents.withdrawnAt));
    const given = await tx.db.select({ kind: consents.kind }).from(consents).where(open);
    for (const kind of changeableConsents) {
      const has = given.some((consent) => consent.kind === kind);
      if (kinds.includes(kind) && !has) await tx.db.insert(consents).values({ requestId, kind, givenAt: tx.now });
      if (!kinds.includes(kind) && has)
        await tx.db
          .update(consents)
          .set({ withdrawnAt: tx.now })
          .where(and(open, eq(consents.kind, kind)));
    }
    await recordAudit(tx, { action: "change-consents", subjectKind: "request", subjectId: requestId });
    return { ok: true };
  });
}
