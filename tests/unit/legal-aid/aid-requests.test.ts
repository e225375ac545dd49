import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contactOf, deskRequestForm, filingOfPage, missingReach, type Reach } from "#app/legal-aid/aid-requests/forms";
import {
  ageBandOf,
  canonicalEmail,
  canonicalPhone,
  daysBetween,
  deskSight,
  isOpen,
  mayBeSamePerson,
  mayMove,
  nameParts,
  newsWay,
  openStates,
  personState,
  urgencyOf,
} from "#app/legal-aid/aid-requests/rules";
import { contactChannels, type RequestState, requestStates } from "#db/vocabulary";

/** The table of legal-aid.md, written by hand. */
const table: [RequestState, RequestState[]][] = [
  ["received", ["in_triage"]],
  ["in_triage", ["primary_only", "matching", "state_secondary", "referred", "declined", "merged"]],
  ["matching", ["offered", "in_triage"]],
  ["offered", ["assigned", "matching", "in_triage"]],
  ["assigned", ["closed", "matching"]],
  ["state_secondary", ["matching", "closed"]],
  ["primary_only", ["closed"]],
  ["referred", ["closed"]],
  ["closed", ["in_triage"]],
  ["declined", ["in_triage"]],
  ["merged", []],
  ["withdrawn", []],
];

describe("moves", () => {
  test.each(table)("from %s lead where the table says, and nowhere else", (from, onward) => {
    const open = !["closed", "declined", "merged", "withdrawn"].includes(from);
    for (const to of requestStates)
      expect(mayMove(from, to), `${from} → ${to}`).toBe(onward.includes(to) || (open && to === "withdrawn"));
  });

  test("every state but the two last ones is reached from received", () => {
    const reached = new Set<RequestState>(["received"]);
    for (let round = 0; round < 12; round++)
      for (const from of reached) for (const to of requestStates) if (mayMove(from, to)) reached.add(to);
    expect([...reached].sort()).toEqual([...requestStates].sort());
  });

  test("a walk of allowed moves never leaves withdrawn or merged", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...requestStates), { maxLength: 30 }), (wishes) => {
        let state: RequestState = "received";
        let ended = false;
        for (const wish of wishes) {
          if (!mayMove(state, wish)) continue;
          expect(ended).toBe(false);
          state = wish;
          ended = state === "withdrawn" || state === "merged";
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("the desk sees less as a request goes on", () => {
    for (const state of requestStates) expect(isOpen(state)).toBe(openStates.includes(state));
    expect(deskSight("received")).toBe("at_once");
    expect(deskSight("offered")).toBe("at_once");
    expect(deskSight("assigned")).toBe("with_reason");
    for (const state of ["closed", "declined", "merged", "withdrawn"] as const) expect(deskSight(state)).toBe("closed");
  });
});

describe("urgency", () => {
  const none = { dangerNow: false, courtDate: null, protectionOrder: false, nextDateOn: null };
  const today = "2026-11-24";
  test.each([
    [{ ...none, dangerNow: true }, "emergency"],
    [{ ...none, courtDate: "within_48_hours" as const }, "emergency"],
    [{ ...none, nextDateOn: "2026-11-24" }, "emergency"],
    [{ ...none, nextDateOn: "2026-11-26" }, "emergency"],
    [{ ...none, nextDateOn: "2026-11-27" }, "urgent"],
    [{ ...none, nextDateOn: "2026-12-01" }, "urgent"],
    [{ ...none, nextDateOn: "2026-12-02" }, "standard"],
    [{ ...none, nextDateOn: "2026-11-23" }, "standard"],
    [{ ...none, courtDate: "within_7_days" as const }, "urgent"],
    [{ ...none, protectionOrder: true }, "urgent"],
    [{ ...none, courtDate: "later" as const }, "standard"],
    [{ ...none, adviceOnly: true }, "advice"],
    [{ ...none, adviceOnly: true, protectionOrder: true }, "urgent"],
    [none, "standard"],
  ])("%o is %s", (signals, urgency) => {
    expect(urgencyOf(signals, today, 7)).toBe(urgency);
  });

  test("a nearer date never makes it less urgent", () => {
    const rank = ["emergency", "urgent", "standard", "advice"];
    const day = fc.integer({ min: 0, max: 400 });
    const date = (days: number) =>
      new Date(Date.parse("2026-11-24T00:00:00Z") + days * 86_400_000).toISOString().slice(0, 10);
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [near, far] = [Math.min(a, b), Math.max(a, b)];
        const of = (days: number) => rank.indexOf(urgencyOf({ ...none, nextDateOn: date(days) }, today, 7));
        expect(of(near)).toBeLessThanOrEqual(of(far));
        expect(daysBetween(today, date(far))).toBe(far);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("contact", () => {
  test.each([
    ["069 123 4567", "355691234567"],
    ["+355 69 123 4567", "355691234567"],
    ["00355691234567", "355691234567"],
    ["355691234567", "355691234567"],
    ["+39 333 1234567", "393331234567"],
    ["(042) 22-33-44", "35542223344"],
  ])("%s is %s", (typed, canonical) => {
    expect(canonicalPhone(typed)).toBe(canonical);
    expect(canonicalPhone(`+${canonicalPhone(typed)}`)).toBe(canonical);
  });

  test("mail is compared in small letters", () => expect(canonicalEmail(" Ana@Example.AL ")).toBe("ana@example.al"));

  test("news goes by mail, by a call, or waits", () => {
    expect(contactChannels.map(newsWay)).toEqual(["call", "page", "mail", "call", "page"]);
  });

  const reach: Reach = {
    channel: "page",
    phone: "069 1",
    who: "only_me",
    when: "paradite",
    message: "none",
    email: "a@example.al",
    trustedName: "M",
    trustedContact: "069 2",
    trustedHow: null,
  };
  test("nothing of a channel that was not chosen is kept", () => {
    const empty = { phone: null, email: null, who: null, when: null, message: null };
    expect(contactOf(reach)).toEqual({ contact: { channel: "page", ...empty }, trustedPerson: null });
    expect(contactOf({ ...reach, channel: "email" }).contact).toEqual({
      channel: "email",
      ...empty,
      email: "a@example.al",
    });
    expect(contactOf({ ...reach, channel: "phone" }).contact.email).toBeNull();
    expect(contactOf({ ...reach, channel: "trusted_person" })).toEqual({
      contact: { channel: "trusted_person", ...empty, when: "paradite" },
      trustedPerson: { name: "M", contact: "069 2", how: null },
    });
    expect(missingReach({ ...reach, channel: "phone", phone: null })).toEqual(["phone"]);
    expect(missingReach({ ...reach, channel: "none", phone: null })).toEqual([]);
  });

  test("a one-page form becomes the same request", () => {
    const form = deskRequestForm.parse({
      source: "phone",
      requestId: "0b5a0f4c-7f1e-4a53-9d4c-0b8a7c3f1a11",
      channel: "phone",
      phone: "069 123 4567",
      language: "sq",
      process: "yes",
      conflictCheck: "yes",
      opponent: "A B",
      danger: "yes",
    });
    expect(filingOfPage(form)).toMatchObject({
      consents: ["process", "conflict_check"],
      signals: { dangerNow: true },
      parties: [{ side: "opponent", name: "A B" }],
    });
    const without = deskRequestForm.safeParse({ ...form, source: "phone", channel: "phone", phone: "", danger: "" });
    expect(without.success).toBe(false);
  });
});

describe("names", () => {
  test.each([
    ["Arjeta Hoxha", "HOXHA Arjeta", true],
    ["Çiljeta Gjergji", "Ciljeta  Gjergji", true],
    ["Ana Maria Leka", "Leka Ana", true],
    ["Ana", "Ana", false],
    ["Ana Leka", "Ana Deda", false],
    ["", "Ana Leka", false],
  ])("%s and %s", (a, b, same) => {
    expect(mayBeSamePerson(a, b)).toBe(same);
    expect(mayBeSamePerson(b, a)).toBe(same);
  });

  test("order, marks and case do not matter", () => {
    const word = fc.stringMatching(/^[A-Za-zëçËÇ]{2,12}$/);
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(nameParts(`${a} ${b}`)).toEqual(nameParts(`${b.toUpperCase()}, ${a.toLowerCase()}`));
      }),
      { numRuns: 1000 },
    );
  });
});

test("age bands follow from the year alone, the younger age counting", () => {
  expect(ageBandOf(2026, 2026)).toBe("under_14");
  expect(ageBandOf(2012, 2026)).toBe("under_14");
  expect(ageBandOf(2011, 2026)).toBe("14_17");
  expect(ageBandOf(2008, 2026)).toBe("14_17");
  expect(ageBandOf(2007, 2026)).toBe("18_21");
  expect(ageBandOf(1990, 2026)).toBe("31_45");
  expect(ageBandOf(1950, 2026)).toBe("over_60");
  expect(ageBandOf(2100, 2026)).toBeNull();
  expect(ageBandOf(1850, 2026)).toBeNull();
});

test("the person reads seven neutral states", () => {
  expect(new Set(requestStates.map(personState)).size).toBe(7);
  expect(personState("offered")).toBe(personState("matching"));
  expect(personState("declined")).toBe("ended");
});
