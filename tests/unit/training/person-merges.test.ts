import { describe, expect, it } from "vitest";
import { foldedName } from "#app/accounts/people";
import {
  heavier,
  mailKey,
  mergeRefusal,
  type PersonDetails,
  signsOf,
  standsBetter,
} from "#app/training/person-merges/rules";

const person = (givenName: string, familyName: string, more: Partial<PersonDetails> = {}): PersonDetails => ({
  givenName,
  familyName,
  foldedName: foldedName(givenName, familyName),
  email: null,
  phone: null,
  institution: null,
  profession: null,
  municipalityCode: null,
  ...more,
});

describe("the signs of a pair", () => {
  it("reads names without ë and ç in any order, and phones however they are written", () => {
    const one = person("Çlirim", "Mëhilli", { phone: "+355 67 233 2130", institution: "Bashkia Kukës" });
    const other = person("Mehilli", "Clirim", { phone: "0672332130", institution: "bashkia kukes" });
    expect(signsOf(one, other)).toEqual(["same_name", "same_phone", "same_institution"]);
  });

  it("says what speaks against it after what speaks for it, and nothing of what is missing", () => {
    const one = person("Arta", "Hoxha", { email: "arta@example.al", phone: "067 111 1111" });
    const other = person("Arta", "Hoxha", { email: "a.hoxha@example.al" });
    expect(signsOf(one, other)).toEqual(["same_name", "other_mail"]);
    expect(signsOf(one, person("Arta", "Hoxhaj"))).toEqual(["similar_name"]);
  });

  it("looks through dots and tags of a mail address, not through its domain", () => {
    expect(mailKey("Arta.Hoxha+punë@Example.al")).toBe("artahoxha@example.al");
    expect(mailKey("arta@example.com")).not.toBe(mailKey("arta@example.al"));
    expect([mailKey(null), mailKey(""), mailKey("arta")]).toEqual([null, null, null]);
  });
});

it("keeps the record with the account, then the one with more trainings, then the older", () => {
  const at = (day: string) => new Date(`2026-01-${day}T00:00:00Z`);
  const weight = { hasAccount: false, enrolments: 1, createdAt: at("02") };
  expect(heavier(weight, { ...weight, hasAccount: true, enrolments: 0 })).toBe("other");
  expect(heavier({ ...weight, enrolments: 2 }, weight)).toBe("one");
  expect(heavier(weight, { ...weight, createdAt: at("01") })).toBe("other");
});

it("refuses what would leave two sign-ins or two valid certificates of one training", () => {
  const side = (account: "open" | "closed" | null, ...certified: string[]) => ({ account, certified });
  expect(mergeRefusal(side("open"), side("open"))).toBe("both_have_accounts");
  expect(mergeRefusal(side("closed"), side("open"))).toBe("keep_the_account");
  expect(mergeRefusal(side("open"), side("closed"))).toBeNull();
  expect(mergeRefusal(side(null, "a", "b"), side(null, "b"))).toBe("both_certified");
  expect(mergeRefusal(side(null, "a"), side("open", "b"))).toBeNull();
});

it("lets a seat stand above an offer, and an offer above a place in the queue", () => {
  const admitted = { state: "admitted", seat: 3 } as const;
  const offered = { state: "waiting", seat: 4 } as const;
  const waiting = { state: "waiting", seat: null } as const;
  expect(standsBetter(waiting, offered)).toBe(true);
  expect(standsBetter(offered, admitted)).toBe(true);
  expect(standsBetter(admitted, offered)).toBe(false);
  expect(standsBetter(admitted, { ...admitted, seat: 1 })).toBe(false);
  expect(standsBetter({ state: "cancelled", seat: null }, { state: "declined", seat: null })).toBe(true);
});
