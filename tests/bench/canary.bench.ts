import { leaksOf, sightingsOf } from "#tests/deep/canary-allowed";
import { walkCanary } from "#tests/support/canary-journey";
import { searcher } from "#tests/support/canary-search";
import type { Bench } from "./bench";

/** A journey with marked words, and the search for them in everything that came out of it: stores × marks × encodings. */
export default async function canary(bench: Bench) {
  const began = performance.now();
  const walked = await walkCanary(bench.template);
  const collected = performance.now();
  const leaks = leaksOf(sightingsOf(walked));
  const searched = performance.now();
  const { stores, marks } = walked;
  const { encodings } = searcher(marks);
  const bytes = stores.reduce((sum, store) => sum + store.bytes.length, 0);
  bench.print({ name: "canary journey", size: stores.length, medianMs: collected - began, bytes, errors: 0 });
  bench.print({
    name: "canary",
    size: stores.length * marks.length * encodings,
    medianMs: searched - collected,
    bytes,
    errors: leaks.length,
  });
  for (const leak of leaks) process.stderr.write(`${leak}\n`);
}
