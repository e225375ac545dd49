import { describe, expect, it } from "vitest";
import { mayOpen, mayOpenAccountSecret, type PolicyActor, type SealedSubject } from "#app/protection/policy";
import { roles, type SealedClass, sealedClasses } from "#db/vocabulary";

const open: SealedSubject = { requestId: "r1", state: "matching" };
const as = (role: (typeof roles)[number]): PolicyActor => ({ kind: "account", roles: [role], as: role });
const opened = (actor: PolicyActor, subject: SealedSubject) =>
  sealedClasses.filter((each) => mayOpen(actor, each, subject));

// Written from protection.md, Need to know.
describe("who may open what is sealed", () => {
  const all: SealedClass[] = ["identity", "story", "safety", "party"];

  it("lets nobody in by default", () => {
    for (const role of roles.filter((each) => each !== "coordinator")) expect(opened(as(role), open), role).toEqual([]);
    expect(opened({ kind: "anyone" }, open)).toEqual([]);
    expect(opened({ kind: "drafting" }, open)).toEqual([]);
  });

  it("lets the person see her own request only", () => {
    expect(opened({ kind: "receipt", requestId: "r1" }, open)).toEqual(all);
    expect(opened({ kind: "receipt", requestId: "r2" }, open)).toEqual([]);
  });

  it("closes a request to the desk when it has ended", () => {
    expect(opened(as("coordinator"), open)).toEqual(all);
    for (const state of ["closed", "declined", "withdrawn", "merged"] as const)
      expect(opened(as("coordinator"), { ...open, state })).toEqual([]);
  });

  it("shows a lawyer names in the conflict stage and the file in an open case", () => {
    expect(opened(as("lawyer"), { ...open, standing: "holding" })).toEqual(["identity", "party"]);
    expect(opened(as("lawyer"), { ...open, standing: "case" })).toEqual([...sealedClasses]);
    expect(opened(as("administrator"), { ...open, standing: "case" })).toEqual([]);
  });

  it("tells the program that sends messages the safe ways only", () => {
    expect(opened({ kind: "system" }, open)).toEqual(["safety"]);
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
