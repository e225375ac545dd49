import { tallyOf } from "#tests/support/sheet-tally";
import { type Bench, percentiles } from "./bench";

const PHOTOS = 48;

/** Photos of printed and filled sheets, each read in a process of its own as an upload is; shares in percent. */
export default async function sheets(bench: Bench) {
  const tally = await tallyOf(Array.from({ length: PHOTOS }, (_, seed) => seed + 1));
  for (const remark of [...tally.refused, ...tally.remarks]) console.error(remark);
  bench.print({
    name: "sheets",
    size: PHOTOS,
    ...percentiles(tally.times),
    recallPercent: tally.recall * 100,
    missedPercent: tally.missed * 100,
    falseTicksPercent: tally.falseTicks * 100,
    unsurePercent: tally.unsure * 100,
    errors: tally.refused.length,
  });
}
