import { setTimeout as pause } from "node:timers/promises";
import { hashSecret } from "#app/accounts/passwords.server";
import { newCode } from "#app/protection/lookup.server";
import { receipts } from "#db/schema/aid-requests";
import { buildAidRequest } from "#db/seeds/build.server";
import { type Bench, percentiles, someAddress } from "./bench";

const PAIRS = 200;
const FLOOD_SECONDS = 15;
const FLOODERS = 24;
const SECRET = "1234567812345678";

/** Known and unknown locators in turns; then a flood, other people's pages meanwhile, and the true holder after it. */
export default async function receiptsBench(bench: Bench) {
  const known: string[] = [];
  const app = await bench.app({
    fill: async ({ owner }) => {
      // One hash for all: Argon2 takes its time.
      const secretHash = await hashSecret(SECRET);
      for (let each = 0; each <= PAIRS; each++) {
        const { id } = await buildAidRequest(owner);
        const [row] = await owner
          .insert(receipts)
          .values({ requestId: id, locator: newCode(6), secretHash })
          .returning({ locator: receipts.locator });
        known.push(row?.locator ?? "");
      }
    },
  });
  let visitors = 0;
  const enter = async (locator: string, digits: string) => {
    visitors += 1;
    const answer = await fetch(`${app.address}/help/status`, {
      method: "POST",
      redirect: "manual",
      headers: { origin: app.address, "x-forwarded-for": someAddress(visitors) },
      body: new URLSearchParams({ locator, receipt_digits: digits }),
    });
    await answer.arrayBuffer();
    return { status: answer.status, wait: Number(answer.headers.get("Retry-After") ?? 0) };
  };

  const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
  let errors = 0;
  const timed = async (kind: "known" | "unknown", locator: string) => {
    const began = performance.now();
    if ((await enter(locator, "0000000000000000")).status !== 400) errors += 1;
    times[kind].push(performance.now() - began);
  };
  for (let warmUp = 0; warmUp < 10; warmUp++) await enter(newCode(6), "0000000000000000");
  for (let pair = 0; pair < PAIRS; pair++) {
    if (pair % 2 === 0) await timed("known", known[pair] ?? "");
    await timed("unknown", newCode(6));
    if (pair % 2 === 1) await timed("known", known[pair] ?? "");
  }
  const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
  bench.print({
    name: "receipts delta",
    size: PAIRS,
    medianMs: Math.abs(median(times.known) - median(times.unknown)),
    errors,
  });

  const hers = known[PAIRS] ?? "";
  const end = Date.now() + FLOOD_SECONDS * 1000;
  let tries = 0;
  let broken = 0;
  const flood = Array.from({ length: FLOODERS }, async (_, flooder) => {
    while (Date.now() < end) {
      tries += 1;
      const { status } = await enter(flooder % 2 === 0 ? hers : newCode(6), "0000000000000000");
      if (status !== 400 && status !== 429 && status !== 503) broken += 1;
    }
  });
  const pages: number[] = [];
  const others = (async () => {
    while (Date.now() < end) {
      const began = performance.now();
      const answer = await fetch(`${app.address}/help`);
      await answer.arrayBuffer();
      if (!answer.ok) broken += 1;
      pages.push(performance.now() - began);
    }
  })();
  await Promise.all([...flood, others]);
  bench.print({
    name: "receipts flood others",
    size: tries,
    ...percentiles(pages),
    perSecond: tries / FLOOD_SECONDS,
    errors: broken,
  });

  const began = performance.now();
  let entered = false;
  while (!entered && performance.now() - began < 90_000) {
    const { status, wait } = await enter(hers, SECRET);
    entered = status === 303;
    if (!entered) await pause(Math.max(200, wait * 1000));
  }
  bench.print({
    name: "receipts holder after flood",
    size: tries,
    medianMs: performance.now() - began,
    errors: entered && performance.now() - began < 60_000 ? 0 : 1,
  });
}
