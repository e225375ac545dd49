import { describe, expect, it } from "vitest";
import { mayOpen, mayOpenAccountSecret, type PolicyActor, type SealedSubject } from "#app/protection/policy";
import { openingReasons, requestStates, roles, type SealedClass, sealedClasses } from "#db/vocabulary";

const open: SealedSubject = { requestId: "r1", state: "matching", reason: "intake" };
const as = (role: (typeof roles)[number]): PolicyActor => ({ kind: "account", roles: [role], as: role });
const opened = (actor: PolicyActor, subject: SealedSubject) =>
  sealedClasses.filter((each) => mayOpen(actor, each, subject)).sort();
const sorted = (...classes: SealedClass[]) => classes.sort();

// Written from protection.md, Need to know; tests/deep/need-to-know.test.ts has the whole table.
describe("who may open what is sealed", () => {
  const file = sealedClasses.filter((each) => each !== "case_note").sort();

  it("lets nobody in by default, whatever is said of state and reason", () => {
    for (const state of requestStates)
      for (const reason of openingReasons) {
        const subject: SealedSubject = { requestId: "r1", state, reason };
        for (const role of roles.filter((each) => each !== "coordinator"))
          expect(opened(as(role), subject), role).toEqual([]);
        expect(opened({ kind: "anyone" }, subject)).toEqual([]);
        expect(opened({ kind: "drafting" }, subject)).toEqual([]);
      }
  });

  it("lets the person see her own request only", () => {
    expect(opened({ kind: "receipt", requestId: "r1" }, open)).toEqual(file);
    expect(opened({ kind: "receipt", requestId: "r2" }, open)).toEqual([]);
  });

  it("shows the desk names and safe contact at once, papers too, and the rest with a reason", () => {
    expect(opened(as("coordinator"), open)).toEqual(sorted("identity", "party", "safety", "document"));
    expect(opened(as("coordinator"), { ...open, reason: "triage" })).toEqual(file);
  });

  it("leaves the desk the safe contact once a lawyer has it, and names with a reason", () => {
    const assigned = { ...open, state: "assigned" as const };
    expect(opened(as("coordinator"), assigned)).toEqual(["safety"]);
    expect(opened(as("coordinator"), { ...assigned, reason: "complaint" })).toEqual(
      sorted("identity", "party", "safety"),
    );
  });

  it("closes a request to the desk when it has ended", () => {
    for (const state of ["closed", "declined", "withdrawn", "merged"] as const)
      for (const reason of openingReasons) expect(opened(as("coordinator"), { ...open, state, reason })).toEqual([]);
  });

  it("shows a lawyer names in the conflict stage and the file in an open case", () => {
    expect(opened(as("lawyer"), { ...open, standing: "holding" })).toEqual(["identity", "party"]);
    expect(opened(as("lawyer"), { ...open, standing: "case" })).toEqual([...sealedClasses].sort());
    for (const role of roles.filter((each) => each !== "lawyer" && each !== "coordinator"))
      for (const standing of ["case", "holding"] as const)
        expect(opened(as(role), { ...open, standing }), role).toEqual([]);
  });

  it("lets break-glass open everything to the data-protection officer, and to nobody else", () => {
    const broken: SealedSubject = { ...open, state: "closed", standing: "break_glass", reason: "incident" };
    expect(opened(as("dpo"), broken)).toEqual([...sealedClasses].sort());
    for (const role of roles.filter((each) => each !== "dpo")) expect(opened(as(role), broken), role).toEqual([]);
  });

  it("tells the program the safe ways for messages, and papers for the scanner", () => {
    expect(opened({ kind: "system" }, { ...open, reason: "message" })).toEqual(["safety"]);
    expect(opened({ kind: "system" }, { ...open, reason: "scan" })).toEqual(["document", "safety"]);
  });
});

describe("an account's own secrets", () => {
  it("open for the account itself, whatever the role, and for nobody else", () => {
    for (const role of roles) {
      const actor: PolicyActor = { kind: "account", accountId: "a1", roles: [role], as: role };
      expect(mayOpenAccountSecret(actor, "a1"), role).toBe(true);
      expect(mayOpenAccountSecret(actor, "a2"), role).toBe(false);
    }
    for (const kind of ["anyone", "drafting", "system"] as const)
      expect(mayOpenAccountSecret({ kind }, "a1"), kind).toBe(false);
    expect(mayOpenAccountSecret({ kind: "receipt", requestId: "a1" }, "a1")).toBe(false);
  });
});
