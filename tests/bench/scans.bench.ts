import { randomUUID } from "node:crypto";
import { beginSignIn } from "#app/accounts/session.server";
import { badgeOf } from "#app/training/presence/badges.server";
import { setDatabase } from "#db/client.server";
import { type Bench, percentiles } from "./bench";
import { heldEvent } from "./held-event";

const PEOPLE = 2000;
const DOORS = 32;
const SECONDS = 10;

/** 32 doors that send as soon as somebody is scanned, and 32 that come back from a day without network. */
export default async function scans(bench: Bench) {
  let held: Awaited<ReturnType<typeof heldEvent>> | undefined;
  let cookie = "";
  const app = await bench.app({
    fill: async (database) => {
      setDatabase(database.app);
      held = await heldEvent(database, PEOPLE);
      cookie = (await beginSignIn(held.trainer.account, null, new Date(), new Date())).split(";")[0] ?? "";
    },
  });
  if (!held) throw new Error("nothing was filled");
  const { event, roster } = held;
  const badges = roster.map(badgeOf);
  const sittingId = event.sittings[1]?.id ?? "";
  const url = `${app.address}/teach/events/${event.id}/door/scans`;
  const headers = { cookie, origin: app.address, "content-type": "application/json" };
  let next = 0;
  const send = async (doorId: string, count: number) => {
    const made = Array.from({ length: count }, () => {
      const badge = badges[next++ % badges.length];
      const kind = Math.floor(next / badges.length) % 2 === 0 ? "in" : "out";
      return { id: randomUUID(), sittingId, kind, badge, at: Date.now(), offset: 0 };
    });
    const body = JSON.stringify({ doorId, label: "Hyrja", deviceTime: Date.now(), scans: made });
    const answer = await fetch(url, { method: "POST", headers, body });
    const { answers } = (await answer.json()) as { answers: { outcome: string }[] };
    if (answers.length !== count || answers.some(({ outcome }) => !/^(recorded|already_)/.test(outcome)))
      throw new Error("a scan was refused");
  };
  for (const [name, size] of [
    ["scans", 1],
    ["scans after a day offline", 50],
  ] as const) {
    await during(2, (doorId) => send(doorId, size));
    const { times, errors } = await during(SECONDS, (doorId) => send(doorId, size));
    bench.print({ name, size, ...percentiles(times), perSecond: (times.length * size) / SECONDS, errors });
  }
}

async function during(seconds: number, work: (doorId: string) => Promise<void>) {
  const end = performance.now() + seconds * 1000;
  const times: number[] = [];
  let errors = 0;
  const doors = Array.from({ length: DOORS }, async () => {
    const doorId = randomUUID();
    while (performance.now() < end) {
      const began = performance.now();
      await work(doorId).catch(() => errors++);
      times.push(performance.now() - began);
    }
  });
  await Promise.all(doors);
  return { times, errors };
}
