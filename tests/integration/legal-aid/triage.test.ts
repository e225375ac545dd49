import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { logService } from "#app/legal-aid/services/log-service.server";
import { servicesOf } from "#app/legal-aid/services/queries.server";
import { decideTriage, type TriageDecision } from "#app/legal-aid/triage/decide-triage.server";
import { openTriage } from "#app/legal-aid/triage/open-triage.server";
import { similarRequests, triageBasis, wageToday } from "#app/legal-aid/triage/queries.server";
import { aidRequests, triages } from "#db/schema/aid-requests";
import { filing } from "#tests/support/filings";
import { decision, requestsHere } from "#tests/support/requests";

const { made, desk, file, inState, stateOf, audited } = await requestsHere();

describe("triage", () => {
  test("a decision is kept with its reason and moves the request on", async () => {
    const { requestId } = await inState("in_triage");
    expect(await decideTriage(desk(), decision(requestId))).toEqual({ ok: true });
    const [request] = await made.owner.select().from(aidRequests).where(eq(aidRequests.id, requestId));
    expect(request).toMatchObject({ state: "matching", channel: "pro_bono", categoryCode: "K11-A", estimatedHours: 6 });
    const [kept] = await made.owner.select().from(triages).where(eq(triages.requestId, requestId));
    expect(kept).toMatchObject({ article: "11 a", outcome: "matching", missingPapers: ["police_report"] });
    expect(await audited(requestId, "decide-triage")).toBe(1);
    expect(await decideTriage(desk(), decision(requestId))).toEqual({ ok: false, reason: "wrong_state" });
  });

  test("each refusal names its field", async () => {
    const { requestId } = await inState("in_triage");
    const refuse = (values: Partial<TriageDecision>) => decideTriage(desk(), decision(requestId, values));
    expect(await refuse({ areaCode: null })).toMatchObject({ reason: "missing", field: "areaCode" });
    expect(await refuse({ stepKinds: [] })).toMatchObject({ reason: "missing", field: "stepKinds" });
    expect(await refuse({ estimatedHours: null })).toMatchObject({ reason: "missing", field: "estimatedHours" });
    expect(await refuse({ areaCode: "NOPE" })).toMatchObject({ reason: "unknown", field: "areaCode" });
    expect(await refuse({ categoryCode: "NOPE" })).toMatchObject({ reason: "unknown", field: "categoryCode" });
    expect(await refuse({ outcome: "merged" })).toMatchObject({ reason: "missing", field: "mergedIntoCode" });
    expect(await refuse({ outcome: "merged", mergedIntoCode: "PK-0000" })).toMatchObject({
      reason: "unknown",
      field: "mergedIntoCode",
    });
    expect(await stateOf(requestId)).toBe("in_triage");
  });

  test("two decisions at once are one", async () => {
    const { requestId } = await inState("in_triage");
    const both = await Promise.all(
      ["matching", "declined", "primary_only", "referred"].map((outcome) =>
        decideTriage(desk(), decision(requestId, { outcome: outcome as TriageDecision["outcome"] })),
      ),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await made.owner.select().from(triages).where(eq(triages.requestId, requestId))).toHaveLength(1);
  });

  test("the same person is noticed by phone and by name, opened names are on record, and may be merged", async () => {
    const mark = Math.random().toString(36).slice(2, 8).replace(/\d/g, "x");
    const contact = { ...filing().contact, phone: `067 ${Math.floor(1_000_000 + Math.random() * 9_000_000)}` };
    const first = await file({ name: `Çelike ${mark}`, contact });
    const other = await file({ name: `Tjetra Krejt`, contact: { ...contact, phone: "068 1112223" } });
    const again = await file({
      name: `${mark.toUpperCase()} Celike`,
      contact: { ...contact, phone: `+355${contact.phone.slice(1)}` },
    });
    await openTriage(desk(), { requestId: again.requestId });
    const similar = await similarRequests(desk(), again.requestId);
    expect(similar.map(({ id }) => id)).toEqual([first.requestId]);
    expect(similar[0]).toMatchObject({ samePhone: true, sameName: true, sameMatter: true });
    expect(similar.map(({ id }) => id)).not.toContain(other.requestId);
    expect(await audited(again.requestId, "compare-names")).toBe(1);
    expect(await audited(first.requestId, "open-identity")).toBe(1);
    const merged = await decideTriage(
      desk(),
      decision(again.requestId, { outcome: "merged", mergedIntoCode: first.code.toLowerCase() }),
    );
    expect(merged).toEqual({ ok: true });
    const [row] = await made.owner.select().from(aidRequests).where(eq(aidRequests.id, again.requestId));
    expect(row).toMatchObject({ state: "merged", mergedIntoId: first.requestId });
  });

  test("the basis proposes from the reference rows, and the wage of today has a row", async () => {
    const { requestId } = await inState("in_triage");
    const basis = await triageBasis(desk(), requestId, null);
    expect(basis.proposal).toMatchObject({ categoryCode: "K11-A", article: "11 a" });
    expect((await triageBasis(desk(), requestId, "K12-HH")).proposal.article).toBe("12");
    expect(await wageToday(desk())).toEqual({ lek: 50_000, toBeConfirmed: true });
  });
});

describe("services", () => {
  test("primary aid is logged with its minutes; other kinds and other days are refused", async () => {
    const { requestId } = await inState("primary_only");
    const log = (values: object) =>
      logService(desk(), { requestId, serviceTypeCode: "P2", minutes: 40, givenOn: "2026-11-24", ...values });
    expect(await log({})).toMatchObject({ ok: true });
    expect(await log({ serviceTypeCode: "S3" })).toEqual({ ok: false, reason: "unknown_type" });
    expect(await log({ givenOn: "2026-11-25" })).toEqual({ ok: false, reason: "date_past" });
    expect(await log({ givenOn: "2026-11-01" })).toEqual({ ok: false, reason: "before_request" });
    const fresh = await file();
    expect(await log({ requestId: fresh.requestId })).toEqual({ ok: false, reason: "wrong_state" });
    expect((await servicesOf(desk(), requestId)).map(({ minutes }) => minutes)).toEqual([40]);
  });
});
