import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { verifyAudit } from "#app/audit/verify-audit.server";
import { contextFor, inTransaction } from "#app/context.server";
import { aidRequests } from "#db/schema/aid-requests";
import { buildAidRequest } from "#db/seeds/build.server";
import type { Bench } from "./bench";

const WRITERS = 8;
const TRANSACTIONS_EACH = 50;
const LONG = 100_000;
const ROWS_AT_ONCE = 1_000;

/** Audit rows inside business transactions of parallel writers, durable, one row each; then the whole log read and verified. */
export default async function audit(bench: Bench) {
  const { app, owner } = await bench.database();
  const context = contextFor({ kind: "system" } as const, new Date(), app);
  const requests = await Promise.all(Array.from({ length: WRITERS }, () => buildAidRequest(owner)));

  await bench.measure({
    name: "audit append",
    size: WRITERS,
    rounds: 10,
    each: WRITERS * TRANSACTIONS_EACH,
    work: () =>
      Promise.all(
        requests.map(async ({ id }) => {
          for (let turn = 0; turn < TRANSACTIONS_EACH; turn++)
            await inTransaction(context, async (tx) => {
              await tx.db.update(aidRequests).set({ lastHeardAt: tx.now }).where(eq(aidRequests.id, id));
              await recordAudit(tx, { action: "note-call", subjectKind: "request", subjectId: id, reason: "contact" });
            });
        }),
      ),
  });

  const [first] = requests;
  for (let rows = 0; rows < LONG; rows += ROWS_AT_ONCE)
    await inTransaction(context, async (tx) => {
      for (let row = 0; row < ROWS_AT_ONCE; row++)
        await recordAudit(tx, {
          action: "open-identity",
          subjectKind: "request",
          subjectId: first?.id,
          reason: "triage",
        });
    });
  const { rows } = await verifyAudit(app, []);
  await bench.measure({
    name: "audit verify",
    size: rows,
    rounds: 5,
    each: rows,
    work: async () => {
      const { fault } = await verifyAudit(app, []);
      if (fault) throw new Error(fault.kind);
    },
  });
}
