import { describe, expect, it } from "vitest";
import { addingRefusal, isOwn, mayLeave, nextScanAt, undoUntil } from "#app/legal-aid/documents/rules";
import { mayOpen } from "#app/protection/policy";
import { type documentOrigins, documentStates, openingReasons, requestStates } from "#db/vocabulary";

const now = new Date("2026-11-24T09:00:00Z");

describe("a paper", () => {
  it("leaves the store only when the scanner has seen it and nobody has taken it back", () => {
    const leaving = documentStates.filter((state) => mayLeave({ state, withdrawnAt: null }));
    expect(leaving).toEqual(["clean"]);
    expect(mayLeave({ state: "clean", withdrawnAt: now })).toBe(false);
  });

  it("is added while the request is open, by the desk only before a lawyer has it", () => {
    const open = (origin: (typeof documentOrigins)[number]) =>
      requestStates.filter((state) => addingRefusal(origin, state) === null);
    expect(open("person")).toEqual(requestStates.filter((state) => !/closed|declined|merged|withdrawn/.test(state)));
    expect(open("lawyer")).toEqual(open("person"));
    expect(open("desk")).toEqual(open("person").filter((state) => state !== "assigned"));
    expect(addingRefusal("desk", "assigned")).toBe("with_lawyer");
    expect(addingRefusal("person", "closed")).toBe("request_ended");
  });

  it("is taken back by whoever added it", () => {
    const lawyers = { origin: "lawyer", addedBy: "a" } as const;
    expect(isOwn(lawyers, { origin: "lawyer", accountId: "a" })).toBe(true);
    expect(isOwn(lawyers, { origin: "lawyer", accountId: "b" })).toBe(false);
    expect(isOwn({ origin: "desk", addedBy: "a" }, { origin: "desk", accountId: "b" })).toBe(true);
    expect(isOwn({ origin: "person", addedBy: null }, { origin: "desk", accountId: "b" })).toBe(false);
    expect(isOwn({ origin: "person", addedBy: null }, { origin: "person", accountId: null })).toBe(true);
  });

  it("can be put back for an hour", () => {
    expect(undoUntil(now)).toEqual(new Date("2026-11-24T10:00:00Z"));
  });

  it("is scanned again after 1, 2, 4 … at most 60 minutes", () => {
    const minutes = [1, 2, 3, 6, 7, 8, 30_000].map(
      (scans) => (nextScanAt(scans, now).getTime() - now.getTime()) / 60_000,
    );
    expect(minutes).toEqual([1, 2, 4, 32, 60, 60, 60]);
  });
});

describe("the key of a paper opens", () => {
  const at = { requestId: "r", state: "matching", reason: "triage" } as const;
  const desk = { kind: "account", roles: ["coordinator"], as: "coordinator" } as const;

  it("for the program only to scan", () => {
    const reasons = openingReasons.filter((reason) => mayOpen({ kind: "system" }, "document", { ...at, reason }));
    expect(reasons).toEqual(["scan"]);
  });

  it("for the desk with a reason, or to add one, and not once a lawyer has the case", () => {
    expect(mayOpen(desk, "document", at)).toBe(true);
    expect(mayOpen(desk, "document", { ...at, reason: "intake" })).toBe(true);
    expect(mayOpen(desk, "document", { ...at, reason: "case_work" })).toBe(false);
    expect(mayOpen(desk, "document", { ...at, state: "assigned" })).toBe(false);
    expect(mayOpen(desk, "document", { ...at, state: "closed" })).toBe(false);
  });

  it("for a lawyer with the case, and for nobody who only holds the offer", () => {
    const lawyer = { kind: "account", roles: ["lawyer"], as: "lawyer" } as const;
    expect(mayOpen(lawyer, "document", { ...at, standing: "case" })).toBe(true);
    expect(mayOpen(lawyer, "document", { ...at, standing: "holding" })).toBe(false);
    expect(mayOpen(lawyer, "document", at)).toBe(false);
  });

  it("for the person herself, to add hers", () => {
    expect(mayOpen({ kind: "receipt", requestId: "r" }, "document", at)).toBe(true);
    expect(mayOpen({ kind: "receipt", requestId: "other" }, "document", at)).toBe(false);
  });
});
