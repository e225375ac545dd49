import { hashSecret } from "#app/accounts/passwords.server";
import { contextFor } from "#app/context.server";
import { drawReceipt, type NewReceipt } from "#app/legal-aid/receipts/draw-receipt.server";
import { demoReceipt } from "./demo-accounts";
import { matters, requestRegions, requestStandings } from "./demo-matters";
import type { DemoNetwork } from "./demo-network.server";
import type { DemoProjects } from "./demo-projects.server";
import { type RequestPlan, storyOf } from "./demo-request-story.server";
import { before, type DemoRun, type DemoStaff } from "./demo-run";

/** A pile of receipts that is being drawn while the rest loads: each costs an Argon2id hash. */
export interface ReceiptPile {
  take(): Promise<NewReceipt>;
}

/** Draws so many receipts, two at a time, as many as the password queue works on at once. */
export function drawReceipts(count: number): ReceiptPile {
  const drawn: Promise<NewReceipt>[] = [];
  const lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
  for (let place = 0; place < count; place++) {
    const receipt = (lanes[place % 2] ?? Promise.resolve()).then(drawReceipt);
    receipt.catch(() => {});
    lanes[place % 2] = receipt;
    drawn.push(receipt);
  }
  return { take: () => drawn.shift() ?? drawReceipt() };
}

/**
 * About 120 requests of the last ninety days, in every state. Each is a story of commands with the clock of its time,
 * and all stories are told in the order of time, so that offers, capacities and turns are what they would have been.
 */
export async function loadRequests(
  run: DemoRun,
  cast: { staff: DemoStaff; projects: DemoProjects; network: DemoNetwork; receipts: ReceiptPile },
): Promise<void> {
  const plans = plansOf(run);
  const told: string[] = [];
  const hash = await hashSecret(demoReceipt.secret);
  const stories = plans.map((plan) =>
    storyOf(plan, {
      ...cast,
      run,
      told,
      receipt: async () =>
        plan.known
          ? { locator: demoReceipt.locator, secret: demoReceipt.secret, secretHash: hash }
          : await cast.receipts.take(),
      as: (actor, at) => contextFor(actor, at, run.db),
    }),
  );
  await tellInOrder(stories);
}

function plansOf(run: DemoRun): RequestPlan[] {
  const { random } = run;
  const weighted = matters.flatMap((matter) => Array.from({ length: matter.weight }, () => matter));
  const places = requestRegions.flatMap(([region, weight]) => Array.from({ length: weight }, () => region));
  const plans: RequestPlan[] = [];
  for (const { end, count, from, to } of requestStandings)
    for (let place = 0; place < count; place++) {
      const hours = random.whole(Math.round(from * 24), Math.round(to * 24));
      // The first cases and offers are those of the demo's lawyer, the first case that of the demo's receipt.
      const own =
        (end === "assigned" && place < 3) || (end === "offered" && place < 2) || (end === "closed" && place < 2);
      plans.push({
        end,
        place,
        own,
        known: end === "assigned" && place === 0,
        receivedAt: before(run.now, 0, hours * 60 + random.whole(0, 59)),
        matter: own ? (matters[place % 2 === 0 ? 0 : 3] ?? random.pick(weighted)) : random.pick(weighted),
        regionIso: own ? "AL-10" : random.pick(places),
      });
    }
  return plans;
}

/** Always goes on with the story whose next moment is the earliest. */
async function tellInOrder(stories: AsyncGenerator<Date, void>[]): Promise<void> {
  const next: { at: number; story: AsyncGenerator<Date, void> }[] = [];
  const goOn = async (story: AsyncGenerator<Date, void>) => {
    const moment = await story.next();
    if (!moment.done) next.push({ at: moment.value.getTime(), story });
  };
  for (const story of stories) await goOn(story);
  while (next.length > 0) {
    const earliest = next.reduce((best, one, place) => (one.at < (next[best]?.at ?? 0) ? place : best), 0);
    const [one] = next.splice(earliest, 1);
    if (one) await goOn(one.story);
  }
}
