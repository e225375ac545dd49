import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  openClaim,
  sealClaim,
  sittingOfCode,
  stepAt,
  stepLength,
  wallCode,
} from "#app/training/presence/wall-codes.server";
import { anyInstant, property } from "#tests/support/property";

const sittingId = randomUUID();
const others = [randomUUID(), randomUUID()];
const now = new Date("2027-01-12T08:00:00Z");
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);

describe("the code on the wall", () => {
  it("is six letters that nobody takes for others, and another one each step", () => {
    const codes = Array.from({ length: 200 }, (_, place) => wallCode(sittingId, stepAt(now) + place));
    for (const code of codes) expect(code).toMatch(/^[ACDEFGHJKMNPRTWXY3479]{6}$/);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it("counts in its step and the next one, and no longer", () => {
    const code = wallCode(sittingId, stepAt(now));
    const found = (at: Date) => sittingOfCode(code, [...others, sittingId], at);
    expect(found(now)).toBe(sittingId);
    expect(found(later(2 * stepLength - 1))).toBe(sittingId);
    expect(found(later(2 * stepLength))).toBeNull();
    expect(found(later(-1))).toBeNull();
    expect(sittingOfCode(code, others, now)).toBeNull();
    expect(sittingOfCode("", [sittingId], now)).toBeNull();
  });

  it("may be typed small and with spaces", () => {
    const code = wallCode(sittingId, stepAt(now));
    expect(sittingOfCode(` ${code.slice(0, 3).toLowerCase()} ${code.slice(3)}`, [sittingId], now)).toBe(sittingId);
  });
});

describe("a claim", () => {
  const claim = { sittingId, at: now };

  it("holds ten minutes", () => {
    const sealed = sealClaim(claim);
    expect(openClaim(sealed, now)).toEqual(claim);
    expect(openClaim(sealed, later(600_000))).toEqual(claim);
    expect(openClaim(sealed, later(600_001))).toBeNull();
    expect(openClaim(sealed, later(-1))).toBeNull();
  });

  property("is nothing that we did not make", [fc.string(), fc.nat(120), anyInstant], (letter, place, at) => {
    const sealed = sealClaim({ sittingId, at });
    const other = sealed.slice(0, place) + letter.slice(0, 1) + sealed.slice(place + 1);
    if (other !== sealed) expect(openClaim(other, at)).toBeNull();
    for (const nothing of [null, undefined, 1, "", letter]) expect(openClaim(nothing, at)).toBeNull();
  });
});
