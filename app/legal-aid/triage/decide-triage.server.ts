import { and, eq, ne } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction } from "#app/context.server";
import { lockRequest } from "#app/legal-aid/aid-requests/lock-request.server";
import { aidRequests, triages } from "#db/schema/aid-requests";
import { beneficiaryCategories, practiceAreas } from "#db/schema/reference";
import type { CourtKind, StepKind, Urgency } from "#db/vocabulary";
import { moveRequest } from "../aid-requests/move-request.server";
import { namesInReason } from "../aid-requests/names-in-reason.server";
import { articleOf, channelOf, missingForDecision, type TriageOutcome } from "./rules";

export interface TriageDecision {
  requestId: string;
  categoryCode: string | null;
  outcome: TriageOutcome;
  urgency: Urgency;
  areaCode: string | null;
  courtKind: CourtKind | null;
  nextDateOn: string | null;
  stepKinds: StepKind[];
  estimatedHours: number | null;
  missingPapers: string[];
  /** The code of the request that this one repeats ("PK-4F7Q"), where the outcome is "merged". */
  mergedIntoCode: string | null;
  /** The desk's own sentence, without names. */
  reason: string;
}

export type TriageRefusal =
  | { ok: false; reason: "wrong_state" | "names_in_reason" }
  | { ok: false; reason: "missing"; field: "areaCode" | "stepKinds" | "estimatedHours" | "mergedIntoCode" }
  | { ok: false; reason: "unknown"; field: "areaCode" | "categoryCode" | "mergedIntoCode" };

/**
 * Keeps the desk's decision with its reason and moves the request on. Refuses outside of triage, without what an offer
 * needs, where a code is unknown, and where the reason names somebody (law 111/2017 arts. 3, 11, 12, 17).
 */
export async function decideTriage(
  context: Context<Coordinator>,
  decision: TriageDecision,
): Promise<{ ok: true } | TriageRefusal> {
  const field = missingForDecision(decision);
  if (field) return { ok: false, reason: "missing", field };
  return inTransaction(context, async (tx) => {
    const { requestId, outcome, categoryCode, areaCode } = decision;
    const request = await lockRequest(tx, requestId);
    if (request.state !== "in_triage") return { ok: false, reason: "wrong_state" };
    if (await namesInReason(tx, { requestId, state: request.state }, decision.reason))
      return { ok: false, reason: "names_in_reason" };
    const [category] = categoryCode
      ? await tx.db.select().from(beneficiaryCategories).where(eq(beneficiaryCategories.code, categoryCode))
      : [null];
    if (category === undefined) return { ok: false, reason: "unknown", field: "categoryCode" };
    const [area] = areaCode ? await tx.db.select().from(practiceAreas).where(eq(practiceAreas.code, areaCode)) : [null];
    if (area === undefined) return { ok: false, reason: "unknown", field: "areaCode" };
    const mergedIntoId = outcome === "merged" ? await otherRequest(tx, requestId, decision.mergedIntoCode) : null;
    if (mergedIntoId === undefined) return { ok: false, reason: "unknown", field: "mergedIntoCode" };
    await tx.db
      .update(aidRequests)
      .set({
        categoryCode,
        channel: channelOf(outcome),
        urgency: decision.urgency,
        areaCode,
        courtKind: decision.courtKind,
        nextDateOn: decision.nextDateOn,
        stepKinds: decision.stepKinds,
        estimatedHours: decision.estimatedHours,
        mergedIntoId,
      })
      .where(eq(aidRequests.id, requestId));
    await tx.db.insert(triages).values({
      requestId,
      decidedBy: tx.actor.accountId,
      decidedAt: tx.now,
      categoryCode,
      article: category ? (category.meansTest ? "12" : articleOf(category.code, category)) : null,
      channel: channelOf(outcome),
      outcome,
      reason: decision.reason,
      missingPapers: decision.missingPapers,
    });
    await moveRequest(tx, { requestId, from: "in_triage", to: outcome, reason: "triage_decided" });
    await recordAudit(tx, {
      action: "decide-triage",
      subjectKind: "request",
      subjectId: requestId,
      reason: outcome,
    });
    return { ok: true };
  });
}

async function otherRequest(context: Context, own: string, code: string | null): Promise<string | undefined> {
  const wanted = (code ?? "").trim().toUpperCase();
  const [other] = await context.db
    .select({ id: aidRequests.id })
    .from(aidRequests)
    .where(and(eq(aidRequests.code, wanted.startsWith("PK-") ? wanted : `PK-${wanted}`), ne(aidRequests.id, own)));
  return other?.id;
}
