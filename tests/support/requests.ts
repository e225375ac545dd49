import { and, eq } from "drizzle-orm";
import { type Context, type Coordinator, contextFor, type ReceiptHolder } from "#app/context.server";
import { closeRequest } from "#app/legal-aid/aid-requests/close-request.server";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { decideTriage, type TriageDecision } from "#app/legal-aid/triage/decide-triage.server";
import { openTriage } from "#app/legal-aid/triage/open-triage.server";
import { aidRequests } from "#db/schema/aid-requests";
import { auditEvents } from "#db/schema/audit";
import { outboxMessages } from "#db/schema/messages";
import { buildMember } from "#db/seeds/build.server";
import { testDatabase } from "./database";
import { filing } from "./filings";

/** Tuesday, 24 November 2026, 10:00 in Tirana. */
export const now = new Date("2026-11-24T09:00:00Z");
export const nobodys = "00000000-0000-7000-8000-000000000000";

/** Requests from the public form and a desk that works on them, through the real commands. */
export async function requestsHere() {
  const made = await testDatabase();
  const { actor: coordinator } = await buildMember(made.owner, "coordinator");
  const { actor: referrer } = await buildMember(made.owner, "referrer");
  const desk = (at = now): Context<Coordinator> => contextFor(coordinator, at, made.app);
  const holder = (requestId: string, at = now): Context<ReceiptHolder> =>
    contextFor({ kind: "receipt" as const, requestId }, at, made.app);
  const system = (at = now) => contextFor({ kind: "system" as const }, at, made.app);

  async function file(values: Parameters<typeof filing>[0] = {}) {
    const submitted = await submitRequest(contextFor({ kind: "anyone" as const }, now, made.app), {
      source: "public_form",
      filing: filing(values),
    });
    if (!submitted.ok || !submitted.receipt) throw new Error("not filed");
    return { ...submitted, receipt: submitted.receipt };
  }

  async function inState(state: "in_triage" | "matching" | "primary_only" | "closed" | "state_secondary") {
    const request = await file();
    await openTriage(desk(), { requestId: request.requestId });
    if (state === "in_triage") return request;
    const outcome = state === "closed" ? "primary_only" : state;
    await decideTriage(desk(), decision(request.requestId, { outcome }));
    if (state === "closed") await closeRequest(desk(), { requestId: request.requestId, reason: "U këshillua." });
    return request;
  }

  const stateOf = async (id: string) =>
    (await made.owner.select({ state: aidRequests.state }).from(aidRequests).where(eq(aidRequests.id, id)))[0]?.state;
  const audited = async (id: string, action: string) =>
    (
      await made.owner
        .select({ id: auditEvents.id })
        .from(auditEvents)
        .where(and(eq(auditEvents.subjectId, id), eq(auditEvents.action, action)))
    ).length;
  const newsOf = (id: string) =>
    made.owner
      .select()
      .from(outboxMessages)
      .where(and(eq(outboxMessages.recipientKind, "request"), eq(outboxMessages.recipientId, id)));
  return { made, referrer, desk, holder, system, file, inState, stateOf, audited, newsOf };
}

/** A decision that brings a request to the lawyers. */
export const decision = (requestId: string, values: Partial<TriageDecision> = {}): TriageDecision => ({
  requestId,
  categoryCode: "K11-A",
  outcome: "matching",
  urgency: "standard",
  areaCode: "CRM-DV",
  courtKind: "criminal",
  nextDateOn: null,
  stepKinds: ["advice"],
  estimatedHours: 6,
  missingPapers: ["police_report"],
  mergedIntoCode: null,
  reason: "Kategoria e nenit 11.",
  ...values,
});
