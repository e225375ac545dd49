import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { badgePattern, bytesOfBadge, inLetters } from "#app/training/presence/badge-letters";
import { badgeOf, readBadge } from "#app/training/presence/badges.server";

describe("a badge", () => {
  it("is forty letters that every keyboard types alike, and names the enrolment only to us", () => {
    const id = randomUUID();
    const badge = badgeOf({ id, badgeVersion: 0 });
    expect(badge).toMatch(badgePattern);
    expect(badge).toHaveLength(40);
    expect(badge).not.toMatch(/[YZIO]/);
    expect(readBadge(badge)?.enrolmentId).toBe(id);
    expect(readBadge(badge)?.fits(0)).toBe(true);
  });

  it("is worthless once the next version is made", () => {
    const id = randomUUID();
    const lost = badgeOf({ id, badgeVersion: 3 });
    expect(readBadge(lost)?.fits(4)).toBe(false);
    expect(badgeOf({ id, badgeVersion: 4 })).not.toBe(lost);
  });

  it("is read from a hand scanner's line and from groups of four", () => {
    const badge = badgeOf({ id: randomUUID(), badgeVersion: 0 });
    const typed = ` ${badge.toLowerCase().match(/.{4}/g)?.join(" ")}\r\n`;
    expect(readBadge(typed)?.fits(0)).toBe(true);
  });

  it("cannot be made by changing a letter", () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.nat(39),
        fc.constantFrom(..."0123456789ABCDEFGHJKLMNPQRSTUVWX"),
        (id, place, letter) => {
          const badge = badgeOf({ id, badgeVersion: 0 });
          const other = badge.slice(0, place) + letter + badge.slice(place + 1);
          fc.pre(other !== badge);
          expect(readBadge(other)?.fits(0)).toBe(false);
        },
      ),
    );
  });

  it("is nothing else that a QR may hold", () => {
    for (const text of ["", "https://example.al/here", "0".repeat(39), "I".repeat(40), "0".repeat(41), "ë".repeat(40)])
      expect(readBadge(text)).toBeNull();
  });
});

it("letters keep every byte", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 25, maxLength: 25 }), (bytes) => {
      expect(bytesOfBadge(inLetters(bytes))).toEqual(bytes);
    }),
  );
});
