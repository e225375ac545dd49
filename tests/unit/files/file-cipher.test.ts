import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openFile, sealFile } from "#app/files/file-cipher.server";

const SEGMENT = 64 * 1024;
const key = randomBytes(32);
const place = { file: "f1", subject: "r1" };

async function* of(...chunks: Uint8Array[]) {
  yield* chunks;
}

async function collected(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const sealed = (content: Buffer, at = place, under = key) => collected(sealFile(under, at, of(content)));
const opened = (bytes: Buffer, at = place, under = key) => collected(openFile(under, at, of(bytes)));

describe("a sealed file", () => {
  it.each([0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT, 3 * SEGMENT + 17])(
    "of %i bytes opens as it was",
    async (length) => {
      const content = randomBytes(length);
      const bytes = await sealed(content);
      expect(bytes.length).toBe(1 + length + 16 * Math.max(1, Math.ceil(length / SEGMENT)));
      expect((await opened(bytes)).equals(content)).toBe(true);
    },
  );

  it("does not depend on how its bytes arrive", async () => {
    const content = randomBytes(SEGMENT + 500);
    const sizes = fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(sizes, sizes, async (given, kept) => {
        const bytes = await collected(sealFile(key, place, of(...cut(content, given))));
        expect((await collected(openFile(key, place, of(...cut(bytes, kept))))).equals(content)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("shows nothing of its content", async () => {
    const bytes = await sealed(Buffer.from("Mirela Gjoka ".repeat(20_000)));
    expect(bytes.includes("Mirela")).toBe(false);
  });

  it("does not open where it was cut, at whatever byte", async () => {
    const bytes = await sealed(randomBytes(2 * SEGMENT + 100));
    const ends = fc.oneof(
      fc.integer({ min: 0, max: bytes.length - 1 }),
      fc.constantFrom(0, 1, 1 + SEGMENT + 16, 1 + 2 * (SEGMENT + 16)),
    );
    await fc.assert(
      fc.asyncProperty(ends, async (end) => {
        await expect(opened(bytes.subarray(0, end))).rejects.toThrow();
      }),
      { numRuns: 150 },
    );
  });

  it("does not open where one bit is another one", async () => {
    const bytes = await sealed(randomBytes(SEGMENT + 100));
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        await expect(opened(changed)).rejects.toThrow();
      }),
      { numRuns: 150 },
    );
  });

  it("does not open with segments swapped, doubled, dropped or added", async () => {
    const bytes = await sealed(randomBytes(4 * SEGMENT));
    const part = (number: number) => bytes.subarray(1 + number * (SEGMENT + 16), 1 + (number + 1) * (SEGMENT + 16));
    const version = bytes.subarray(0, 1);
    const wrong = [[1, 0, 2, 3], [0, 2, 1, 3], [0, 0, 1, 2, 3], [0, 1, 3], [0, 1, 2], [0, 1, 2, 3, 3], [3]];
    for (const order of wrong) await expect(opened(Buffer.concat([version, ...order.map(part)]))).rejects.toThrow();
    expect((await opened(Buffer.concat([version, ...[0, 1, 2, 3].map(part)]))).length).toBe(4 * SEGMENT);
  });

  it("opens for no other file, subject or key, and takes no segment of another file", async () => {
    const content = randomBytes(3 * SEGMENT);
    const bytes = await sealed(content);
    await expect(opened(bytes, { ...place, file: "f2" })).rejects.toThrow();
    await expect(opened(bytes, { ...place, subject: "r2" })).rejects.toThrow();
    await expect(opened(bytes, place, randomBytes(32))).rejects.toThrow();
    const other = await sealed(randomBytes(3 * SEGMENT), { ...place, file: "f2" });
    const mixed = Buffer.concat([bytes.subarray(0, 1 + SEGMENT + 16), other.subarray(1 + SEGMENT + 16)]);
    await expect(opened(mixed)).rejects.toThrow();
  });

  it("gives out no byte of a segment that does not open", async () => {
    const bytes = await sealed(randomBytes(3 * SEGMENT));
    bytes[1 + SEGMENT + 16 + 5] = (bytes[1 + SEGMENT + 16 + 5] ?? 0) ^ 1;
    let given = 0;
    await expect(async () => {
      for await (const chunk of openFile(key, place, of(bytes))) given += chunk.length;
    }).rejects.toThrow();
    expect(given).toBe(SEGMENT);
  });
});

function cut(bytes: Buffer, sizes: number[]): Buffer[] {
  const parts: Buffer[] = [];
  let at = 0;
  for (const size of sizes) {
    parts.push(bytes.subarray(at, at + size));
    at += size;
  }
  return [...parts, bytes.subarray(at)];
}
