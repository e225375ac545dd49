import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { foldedName, phoneKey, samePersonReason, tidyPhone } from "#app/accounts/people";

const person = (more: Partial<Parameters<typeof samePersonReason>[0]> = {}) => ({
  folded: "dede zef",
  mail: null,
  phone: null,
  institution: null,
  ...more,
});

test.each([
  ["Zef Dedë", "dede zef"],
  ["DEDE ZEF", "dede zef"],
  ["Kastriot (Vuçaj) Ymeri", "kastriot ymeri"],
  ["Anna-Maria  O’Brien", "anna maria o'brien"],
  ["", ""],
])("the name %s folds to %s", (name, folded) => {
  expect(foldedName(name)).toBe(folded);
});

it("folds a name to the same, whichever part comes first", () => {
  const part = fc.stringMatching(/^[A-Za-zëçËÇ]{1,12}$/);
  fc.assert(fc.property(part, part, (one, other) => foldedName(one, other) === foldedName(other, one)));
});

test.each([
  ["067 23 32 130", "+355 67 233 2130"],
  ["+355688679814", "+355 68 867 9814"],
  ["00355 68 867 98 14", "+355 68 867 9814"],
  ["689513254", "+355 68 951 3254"],
  ["04 222 3344", "04 222 3344"],
  ["nuk ka", null],
  ["12", null],
])("the phone %s is kept as %s", (written, kept) => {
  expect(tidyPhone(written)).toBe(kept);
});

it("tells phone numbers apart by their digits alone", () => {
  expect(phoneKey("0672332130")).toBe(phoneKey("+355 67 23 32 130"));
  expect(phoneKey(null)).toBeNull();
});

describe("whether two records mean one person", () => {
  test.each([
    ["mail", { mail: "ZEF.dede@example.al" }, { mail: "zef.dede@example.al", folded: "dede marku zef" }, "mail"],
    ["somebody else's mail", { mail: "zyra@example.al" }, { mail: "zyra@example.al", folded: "arta hoxha" }, null],
    ["two mails", { mail: "a@example.al" }, { mail: "b@example.al" }, null],
    [
      "two mails, one phone",
      { mail: "a@example.al", phone: "0671234567" },
      { mail: "b@example.al", phone: "+355671234567" },
      "phone",
    ],
    ["two phones", { phone: "0671234567" }, { phone: "0681234567" }, null],
    ["institution", { institution: "Bashkia Kukës" }, { institution: "bashkia kukes" }, "institution"],
    ["two institutions", { institution: "Bashkia Kukës" }, { institution: "Zyra e Punës" }, null],
    ["the name alone", {}, { mail: "a@example.al" }, "name"],
    ["another name", {}, { folded: "arta hoxha" }, null],
  ] as const)("%s", (_case, one, other, reason) => {
    expect(samePersonReason(person(one), person(other))).toBe(reason);
    expect(samePersonReason(person(other), person(one))).toBe(reason);
  });
});
