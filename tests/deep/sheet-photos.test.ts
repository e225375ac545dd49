import { describe, expect, it } from "vitest";
import { tallyOf } from "#tests/support/sheet-tally";

/** Other photos than the bench's, so that nothing is fitted to them. */
const seeds = Array.from({ length: 20 }, (_, at) => 7001 + at);

describe("photos of signature sheets, askew and in bad light", () => {
  it("are read so that hardly a signature is missed and nobody is ticked who did not sign", async () => {
    const tally = await tallyOf(seeds);
    const all = JSON.stringify(tally, null, 1);
    expect(tally.refused.length, all).toBeLessThanOrEqual(1);
    expect(tally.recall, all).toBeGreaterThanOrEqual(0.93);
    expect(tally.missed, all).toBeLessThanOrEqual(0.01);
    expect(tally.falseTicks, all).toBeLessThanOrEqual(0.01);
    expect(tally.unsure, all).toBeLessThanOrEqual(0.12);
  });
});
