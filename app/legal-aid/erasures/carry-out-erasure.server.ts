import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type DataProtectionOfficer, inTransaction } from "#app/context.server";
import { eraseSubjects, type Subject } from "#app/protection/erase-subjects.server";
import { aidRequests } from "#db/schema/aid-requests";
import { erasures } from "#db/schema/erasures";
import type { ErasureHold, ErasureReason } from "#db/vocabulary";
import { lockErasure } from "./lock-erasure.server";
import { holdsOf } from "./standing.server";

export type CarryOutRefusal =
  | { ok: false; reason: "erasure_decided" | "own_wish" }
  | { ok: false; reason: "held"; holds: ErasureHold[] };

/**
 * Erases what was asked, for good: the data key, everything sealed, receipt and sentences of a request and of those
 * merged into it, or name, contact and account of a person. Refused while something stands against it, and to the
 * officer whose own record it is. Needs the step-up of the page.
 */
export async function carryOutErasure(
  context: Context<DataProtectionOfficer>,
  { erasureId, reason }: { erasureId: string; reason: ErasureReason },
): Promise<{ ok: true } | CarryOutRefusal> {
  return inTransaction(context, async (tx) => {
    const erasure = await lockErasure(tx, erasureId);
    if (erasure.state !== "asked") return { ok: false, reason: "erasure_decided" };
    if (erasure.subjectKind === "person" && erasure.subjectId === tx.actor.personId)
      return { ok: false, reason: "own_wish" };
    const subject: Subject = { kind: erasure.subjectKind, id: erasure.subjectId };
    const holds = await holdsOf(tx, subject);
    if (holds.length > 0) return { ok: false, reason: "held", holds };
    await tx.db
      .update(erasures)
      .set({ state: "carried_out", decidedAt: tx.now, decidedBy: tx.actor.accountId, reason })
      .where(eq(erasures.id, erasureId));
    await recordAudit(tx, { action: "carry-out-erasure", subjectKind: subject.kind, subjectId: subject.id, reason });
    await eraseSubjects(tx, [subject, ...(await mergedInto(tx, subject))], "asked");
    return { ok: true };
  });
}

/** The desk has taken them for the same person and the same matter. */
async function mergedInto(tx: Context, { kind, id }: Subject): Promise<Subject[]> {
  if (kind !== "request") return [];
  const rows = await tx.db
    .select({ id: aidRequests.id })
    .from(aidRequests)
    .where(and(eq(aidRequests.mergedIntoId, id), isNull(aidRequests.erasedAt)))
    .for("update");
  return rows.map((row) => ({ kind: "request", id: row.id }));
}
