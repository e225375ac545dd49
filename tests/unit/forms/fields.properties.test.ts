import fc from "fast-check";
import { expect } from "vitest";
import { z } from "zod";
import { choices, day, email, integer, optionalPhone, text, uuid } from "#app/forms/fields";
import { checkForm } from "#app/forms/read-form.server";
import { ownPath } from "#app/forms/redirect.server";
import { inLanguage } from "#app/paths";
import { anyText, property } from "#tests/support/property";

const paths = fc.oneof(
  anyText(60),
  fc.webUrl(),
  anyText(40).map((rest) => `/${rest}`),
  fc.constantFrom("//evil.example", "/\\evil.example", "/\t/evil.example", "https:evil.example", "/%0d%0aLocation: x"),
);

property("a way on stays on this site", [paths], (path) => {
  const own = new URL(ownPath(path), "https://perkrah.example");
  expect(own.origin).toBe("https://perkrah.example");
});

property("a way on holds nothing that ends a header", [paths], (path) => {
  expect(ownPath(path)).toMatch(/^\/[\x21-\x7e]*$/);
});

const ownPaths = fc.array(fc.stringMatching(/^[\w.-]{1,12}$/)).map((parts) => `/${parts.join("/")}`);
property("an address in a language is the same address", [ownPaths, fc.constantFrom("sq", "en")], (path, locale) => {
  const made = new URL(inLanguage(path, locale), "https://perkrah.example");
  expect(made.pathname).toBe(new URL(path, "https://perkrah.example").pathname);
  expect(made.searchParams.get("lang")).toBe(locale);
});

property(
  "a number that is taken is whole and in its range",
  [fc.oneof(anyText(12), fc.integer().map(String))],
  (typed) => {
    const taken = integer(-5, 120).safeParse(typed);
    if (!taken.success) return;
    expect(Number.isInteger(taken.data) && taken.data >= -5 && taken.data <= 120).toBe(true);
  },
);

property(
  "a day that is taken is in the calendar",
  [fc.oneof(anyText(12), fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/))],
  (typed) => {
    const taken = day().safeParse(typed);
    if (!taken.success) return;
    expect(new Date(`${taken.data}T00:00:00Z`).toISOString().slice(0, 10)).toBe(taken.data);
  },
);

property(
  "a mail address that is taken cannot carry a second header or recipient",
  [fc.oneof(anyText(60), fc.emailAddress())],
  (typed) => {
    const taken = email().safeParse(typed);
    if (!taken.success) return;
    expect(taken.data).toMatch(/^[^\s,;<>"]+@[^\s,;<>"@]+$/);
    expect(taken.data).toBe(taken.data.toLowerCase());
  },
);

property(
  "a telephone number that is taken has 6 to 15 digits and nothing to script",
  [fc.oneof(anyText(30), fc.stringMatching(/^\+?[\d ()/.-]{4,20}$/))],
  (typed) => {
    const taken = optionalPhone().safeParse(typed);
    if (!taken.success || taken.data === null) return;
    const digits = taken.data.replace(/\D/g, "").length;
    expect(digits >= 6 && digits <= 15).toBe(true);
    expect(taken.data).not.toMatch(/[^\d\s()+/.-]/);
  },
);

property("an id is an id or nothing", [fc.oneof(anyText(40), fc.uuid())], (typed) => {
  if (uuid().safeParse(typed).success) expect(typed).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i);
});

const form = z.object({ name: text(40), kinds: choices(["a", "b"]) });
property(
  "fields that a form does not know never reach a command",
  [fc.dictionary(anyText(20), anyText(20)), fc.boolean()],
  (more, twice) => {
    const sent = new FormData();
    for (const [name, value] of Object.entries(more)) sent.append(name, value);
    for (const name of ["role", "state", "accountId", "__proto__", "constructor"]) sent.append(name, "administrator");
    sent.set("name", "Arta");
    sent.append("kinds", "a");
    if (twice) sent.append("kinds", "b");
    const checked = checkForm(sent, form);
    if (!checked.ok) return;
    expect(Object.keys(checked.value).sort()).toEqual(["kinds", "name"]);
    expect(({} as Record<string, unknown>).role).toBeUndefined();
  },
);
