import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localKeyProvider } from "#app/protection/key-provider.server";
import { open, openMaybe, seal, sealMaybe } from "#app/protection/sealing.server";

const key = randomBytes(32);
const place = { table: "request_stories", column: "story", row: "r1", subject: "r1" };

describe("a sealed value", () => {
  it("opens with its key at its place, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 5000 }),
        (text) => open(key, place, seal(key, place, text)) === text,
      ),
    );
  });

  it("does not open at any other place", () => {
    const bytes = seal(key, place, "Drita");
    for (const other of [
      { ...place, table: "request_safety" },
      { ...place, column: "whereabouts" },
      { ...place, row: "r2" },
      { ...place, subject: "r2" },
    ])
      expect(() => open(key, other, bytes)).toThrow();
    expect(() => open(randomBytes(32), place, bytes)).toThrow();
  });

  it("does not open when one bit is another one", () => {
    const bytes = seal(key, place, "Drita");
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (index, mask) => {
        const changed = Buffer.from(bytes);
        changed[index] = (changed[index] ?? 0) ^ mask;
        expect(() => open(key, place, changed)).toThrow();
      }),
    );
  });

  it("hides its length in steps of 64, 256, 1024, 4096 and multiples of 4096 bytes", () => {
    const overhead = 1 + 12 + 16;
    const sizes = [1, 60, 61, 252, 253, 1020, 4092, 4093, 8189].map(
      (length) => seal(key, place, "a".repeat(length)).length - overhead,
    );
    expect(sizes).toEqual([64, 64, 256, 256, 1024, 1024, 4096, 8192, 12_288]);
  });

  it("is never the same twice", () => {
    expect(seal(key, place, "Drita").equals(seal(key, place, "Drita"))).toBe(false);
  });

  it("stays empty where nothing was said", () => {
    expect(sealMaybe(key, place, "")).toBeNull();
    expect(sealMaybe(key, place, null)).toBeNull();
    expect(openMaybe(key, place, null)).toBeNull();
  });
});

describe("a key provider", () => {
  const provider = localKeyProvider(randomBytes(32).toString("hex"));

  it("unwraps what it wrapped, for the same subject only", () => {
    const wrapped = provider.wrap(key, "s1");
    expect(provider.unwrap(wrapped, "s1").equals(key)).toBe(true);
    expect(() => provider.unwrap(wrapped, "s2")).toThrow();
    expect(() => localKeyProvider(randomBytes(32).toString("hex")).unwrap(wrapped, "s1")).toThrow();
  });

  it("reads hex and base64 and refuses everything else", () => {
    const bytes = randomBytes(32);
    expect(localKeyProvider(bytes.toString("hex")).id).toBe(localKeyProvider(bytes.toString("base64")).id);
    expect(() => localKeyProvider("too short")).toThrow(/32 bytes/);
  });
});
