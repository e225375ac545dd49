import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  agreed,
  choice,
  choices,
  day,
  email,
  integer,
  optionalChoice,
  optionalDay,
  optionalEmail,
  optionalInteger,
  optionalPhone,
  optionalText,
  optionalUuid,
  text,
  ticked,
  time,
} from "#app/forms/fields";
import { checkForm } from "#app/forms/read-form.server";
import { ownPath } from "#app/forms/redirect.server";
import sq from "#app/i18n/sq/forms.json";

const form = z.object({
  name: text(20, 2),
  about: optionalText(5),
  email: email(),
  other: optionalEmail(),
  phone: optionalPhone(),
  seats: integer(1, 100),
  hours: optionalInteger(0, 10),
  on: day(),
  until: optionalDay(),
  at: time(),
  kind: choice(["a", "b"]),
  wish: optionalChoice(["x", "y"]),
  ticks: choices(["p", "q"]),
  link: optionalUuid(),
  box: ticked(),
  consent: agreed(),
});
const good = {
  name: " Drita ",
  email: "Drita@Example.al",
  seats: "30",
  on: "2026-02-28",
  at: "09:30",
  kind: "a",
  consent: "yes",
};
const check = (values: Record<string, string>) => checkForm(new URLSearchParams(values), form);

describe("a form", () => {
  it("takes what is right, trimmed and typed", () => {
    const result = check(good);
    expect(result.ok && result.value).toEqual({
      name: "Drita",
      about: null,
      email: "drita@example.al",
      other: null,
      phone: null,
      seats: 30,
      hours: null,
      on: "2026-02-28",
      until: null,
      at: "09:30",
      kind: "a",
      wish: null,
      ticks: [],
      link: null,
      box: false,
      consent: true,
    });
  });

  it.each([
    ["name", "", "required"],
    ["name", "D", "too_short"],
    ["name", "D".repeat(21), "too_long"],
    ["name", "D\u0000rita", "nul"],
    ["about", "longer", "too_long"],
    ["email", "drita@", "email"],
    ["other", "no mail", "email"],
    ["phone", "12", "phone"],
    ["phone", "call me", "phone"],
    ["seats", "0", "number_range"],
    ["seats", "1e3", "integer"],
    ["seats", "99999999999999999999", "integer"],
    ["hours", "-1", "number_range"],
    ["on", "2026-02-30", "date"],
    ["on", "28.02.2026", "date"],
    ["until", "0001-01-01", "date"],
    ["at", "24:00", "time"],
    ["kind", "c", "choice"],
    ["wish", "z", "choice"],
    ["ticks", "r", "choice"],
    ["link", "not-a-uuid", "choice"],
    ["consent", "", "agreed"],
  ])("says of %s = %j: %s, in a sentence of the product", (field, value, key) => {
    const result = check({ ...good, [field]: value });
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(Object.keys(result.state.errors)).toEqual([field]);
    expect(result.state.errors[field]?.[0]?.key).toBe(key);
    expect(sq).toHaveProperty(key);
    expect(result.state.values[field]).toBe(value);
  });

  it("names every field that is missing", () => {
    const result = check({});
    expect(!result.ok && Object.keys(result.state.errors).sort()).toEqual([
      "at",
      "consent",
      "email",
      "kind",
      "name",
      "on",
      "seats",
    ]);
  });

  it("never throws and never gives secrets back, whatever is sent", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string({ unit: "binary" })), (sent) => {
        const result = checkForm(new URLSearchParams(Object.entries({ ...sent, password: "secret words" })), form);
        expect(JSON.stringify(result.ok ? result.typed : result.state)).not.toContain("secret words");
      }),
    );
  });
});

describe("a way to go on", () => {
  it("is always on this site", () => {
    for (const foreign of [
      "//evil.example",
      "/\\evil.example",
      "https://evil.example",
      "javascript:alert(1)",
      "/a\\b",
      "/ a",
      "/\tb",
      "",
      null,
      "\u0000/",
    ])
      expect(ownPath(foreign)).toBe("/");
    for (const own of ["/desk", "/trainings/x?lang=en", "/a#b"]) expect(ownPath(own)).toBe(own);
    fc.assert(
      fc.property(fc.string(), (path) => {
        expect(new URL(ownPath(path), "http://localhost:3000").origin).toBe("http://localhost:3000");
      }),
    );
  });
});
