import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect } from "vitest";
import { canonicalPhone, newsWay } from "#app/legal-aid/aid-requests/rules";
import { contactHash, nameBuckets, newCode, sameSecret, tokenHash } from "#app/protection/lookup.server";
import { mayOpen } from "#app/protection/policy";
import { addressOf } from "#app/protection/rate-limit.server";
import { keptSince, nextNight } from "#app/protection/retention-rules";
import { open, type SealedPlace, seal } from "#app/protection/sealing.server";
import { contactChannels, type Role, requestStates, roles, sealedClasses } from "#db/vocabulary";
import { anyInstant, anyText, property } from "#tests/support/property";

const key = randomBytes(32);
const part = fc.stringMatching(/^[a-z0-9-]{1,20}$/);
const place: fc.Arbitrary<SealedPlace> = fc.record({ table: part, column: part, row: part, subject: part });
/** What UTF-8 can hold: halves of pairs become the replacement sign on the way. */
const storable = anyText(400).map((text) => text.toWellFormed());

property("what is sealed opens again, the same", [storable, place], (text, where) => {
  expect(open(key, where, seal(key, where, text))).toBe(text);
});

property("a sealed value tells its length in steps only", [fc.nat(10_000)], (length) => {
  const sealed = seal(key, { table: "t", column: "c", row: "r", subject: "s" }, "x".repeat(length)).length - 29;
  expect([64, 256, 1024].includes(sealed) || sealed % 4096 === 0).toBe(true);
  expect(sealed).toBeGreaterThanOrEqual(length + 4);
});

property("the same text is never sealed to the same bytes", [storable, place], (text, where) => {
  expect(seal(key, where, text).equals(seal(key, where, text))).toBe(false);
});

property("one changed bit opens nothing", [storable, fc.nat(), fc.nat(7)], (text, at, bit) => {
  const where = { table: "t", column: "c", row: "r", subject: "s" };
  const sealed = seal(key, where, text);
  const index = at % sealed.length;
  sealed[index] = (sealed[index] ?? 0) ^ (1 << bit);
  expect(() => open(key, where, sealed)).toThrow();
});

property(
  "cut or lengthened it opens nothing",
  [storable, fc.integer({ min: 1, max: 40 }), fc.boolean()],
  (text, count, cut) => {
    const where = { table: "t", column: "c", row: "r", subject: "s" };
    const sealed = seal(key, where, text);
    const changed = cut ? sealed.subarray(0, -count) : Buffer.concat([sealed, randomBytes(count)]);
    expect(() => open(key, where, changed)).toThrow();
  },
);

property("in another row, column, table or request it opens nothing", [storable, place, place], (text, here, there) => {
  fc.pre(JSON.stringify(here) !== JSON.stringify(there));
  expect(() => open(key, there, seal(key, here, text))).toThrow();
});

property("another key opens nothing", [storable, place], (text, where) => {
  expect(() => open(randomBytes(32), where, seal(key, where, text))).toThrow();
});

property("two secrets are the same where they are the same", [anyText(30), anyText(30)], (one, other) => {
  expect(sameSecret(one, one)).toBe(true);
  expect(sameSecret(one.toWellFormed(), other.toWellFormed())).toBe(one.toWellFormed() === other.toWellFormed());
});

property(
  "a code for people has no letter that is mistaken for another",
  [fc.integer({ min: 1, max: 40 })],
  (length) => {
    expect(newCode(length)).toMatch(new RegExp(`^[ACDEFGHJKMNPQRTWXY34679]{${length}}$`));
  },
);

property(
  "buckets of a name say five bits a part and not the order",
  [fc.array(anyText(12), { maxLength: 6 })],
  (parts) => {
    const buckets = nameBuckets(parts);
    expect(buckets.every((bucket) => Number.isInteger(bucket) && bucket >= 0 && bucket < 32)).toBe(true);
    expect([...nameBuckets([...parts].reverse())].sort()).toEqual([...buckets].sort());
  },
);

const digits = fc.stringMatching(/^6[789]\d{7}$/);
property(
  "a number is found however Albania's prefix is written",
  [digits, fc.constantFrom("+355 ", "00355", "0", "355", "")],
  (national, prefix) => {
    expect(
      contactHash(canonicalPhone(`${prefix}${national}`)).equals(contactHash(canonicalPhone(`0${national}`))),
    ).toBe(true);
  },
);

property("a token's hash does not hold the token", [fc.stringMatching(/^[\w-]{20,43}$/)], (token) => {
  expect(tokenHash(token)).toHaveLength(32);
  expect(tokenHash(token).toString("latin1")).not.toContain(token);
});

const group = fc.nat(65_535).map((value) => value.toString(16));
property(
  "every way of writing an IPv6 network is one bucket",
  [fc.array(group, { minLength: 4, maxLength: 4 }), fc.array(group, { minLength: 4, maxLength: 4 })],
  (network, host) => {
    const long = [...network, ...host].map((each) => each.padStart(4, "0")).join(":");
    const bucket = addressOf({ clientAddress: long.toUpperCase() });
    expect(addressOf({ clientAddress: [...network, ...host].join(":") })).toBe(bucket);
    expect(addressOf({ clientAddress: `${network.join(":")}::` })).toBe(bucket);
  },
);

const strangers = roles.filter((role) => !["coordinator", "lawyer", "dpo"].includes(role));
const opening = {
  sealedClass: fc.constantFrom(...sealedClasses),
  state: fc.constantFrom(...requestStates),
  reason: fc.constantFrom("triage", "safety", "contact", "intake", "conflict_check", "message") as fc.Arbitrary<never>,
  standing: fc.constantFrom("case", "holding", "break_glass", undefined) as fc.Arbitrary<never>,
};
property(
  "nobody but desk, lawyer and data-protection officer opens anything, whatever they claim",
  [fc.constantFrom(...strangers) as fc.Arbitrary<Role>, fc.record(opening)],
  (role, { sealedClass, ...subject }) => {
    const actor = { kind: "account" as const, roles: [role], as: role };
    expect(mayOpen(actor, sealedClass, { requestId: "r", ...subject })).toBe(false);
    for (const kind of ["anyone", "drafting"] as const)
      expect(mayOpen({ kind }, sealedClass, { requestId: "r", ...subject })).toBe(false);
  },
);

property(
  "a receipt opens its own request, and no lawyer's note",
  [fc.record(opening), part, part],
  ({ sealedClass, ...subject }, own, asked) => {
    const may = mayOpen({ kind: "receipt", requestId: own }, sealedClass, { requestId: asked, ...subject });
    if (own !== asked || sealedClass === "case_note") expect(may).toBe(false);
  },
);

property("a lawyer without the case reads names at most", [fc.record(opening)], ({ sealedClass, ...subject }) => {
  fc.pre((subject.standing as unknown) !== "case");
  const actor = { kind: "account" as const, roles: ["lawyer" as const], as: "lawyer" as const };
  if (mayOpen(actor, sealedClass, { requestId: "r", ...subject })) expect(["identity", "party"]).toContain(sealedClass);
});

property(
  "mail is a way for news where mail is the channel, and nowhere else",
  [fc.constantFrom(...contactChannels)],
  (channel) => {
    expect(newsWay(channel) === "mail").toBe(channel === "email");
  },
);

property(
  "what has to go has been kept for its time, and the night comes within a day",
  [fc.integer({ min: 1, max: 600 }), fc.constantFrom("days", "months") as fc.Arbitrary<never>, anyInstant],
  (amount, unit, now) => {
    expect(keptSince({ amount, unit }, now).getTime()).toBeLessThan(now.getTime());
    const wait = nextNight(now).getTime() - now.getTime();
    expect(wait > 0 && wait <= 25 * 3_600_000).toBe(true);
  },
);
