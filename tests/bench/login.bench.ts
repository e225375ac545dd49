import { performance } from "node:perf_hooks";
import { setDatabase } from "#db/client.server";
import { buildAccount } from "#db/seeds/build.server";
import { type Bench, percentiles } from "./bench";

const PAIRS = 200;
const AT_ONCE = 50;
const PASSWORD = "kali i bardhë vrapon larg";

/** 50 sign-ins at once beside other people's pages; known and unknown addresses at sign-in and reset. */
export default async function login(bench: Bench) {
  const known: string[] = [];
  const app = await bench.app({
    fill: async (database) => {
      setDatabase(database.app);
      for (let each = 0; each < PAIRS + AT_ONCE; each++)
        known.push((await buildAccount(database.owner, { account: { passwordHash: null } })).email);
      const { email } = await buildAccount(database.owner, { password: PASSWORD });
      // One hash for all: Argon2 takes its time.
      await database.owner.execute(
        `update accounts set password_hash = (select password_hash from accounts where email = '${email}')`,
      );
    },
  });
  let visitor = 0;
  const post = async (path: string, fields: Record<string, string>) => {
    visitor += 1;
    const answer = await fetch(`${app.address}${path}`, {
      method: "POST",
      redirect: "manual",
      headers: {
        origin: app.address,
        "x-forwarded-for": `10.${visitor >> 16}.${(visitor >> 8) & 255}.${visitor & 255}`,
      },
      body: new URLSearchParams(fields),
    });
    await answer.arrayBuffer();
    return answer.status;
  };
  const signIn = (email: string, password: string) => post("/sign-in", { email, password });

  await others(bench, app.address, known.slice(PAIRS), signIn);
  await delta(bench, "login delta", known, (email) => signIn(email, "not the right password"), 400);
  await delta(bench, "reset delta", known, (email) => post("/account/link", { email }), 200);
}

/** How long other pages take while 50 sign-ins stand in the queue. */
async function others(
  bench: Bench,
  address: string,
  emails: string[],
  signIn: (email: string, password: string) => Promise<number>,
): Promise<void> {
  const pages = ["/", "/trainings", "/help"];
  const times: number[] = [];
  let errors = 0;
  for (const path of pages) await (await fetch(`${address}${path}`)).arrayBuffer();
  for (let round = 0; round < 3; round++) {
    let running = true;
    const entering = Promise.all(emails.slice(0, AT_ONCE).map((email) => signIn(email, PASSWORD)));
    const done = entering.then((statuses) => {
      running = false;
      errors += statuses.filter((status) => status !== 303 && status !== 503).length;
    });
    while (running) {
      const began = performance.now();
      const answer = await fetch(`${address}${pages[times.length % pages.length]}`);
      await answer.arrayBuffer();
      if (!answer.ok) errors += 1;
      times.push(performance.now() - began);
    }
    await done;
  }
  bench.print({ name: "login others", size: AT_ONCE, ...percentiles(times), errors });
}

/** The difference of the medians of 200 pairs: a known address, an unknown one, in turns. */
async function delta(
  bench: Bench,
  name: string,
  known: string[],
  ask: (email: string) => Promise<number>,
  expected: number,
): Promise<void> {
  const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
  let errors = 0;
  const timed = async (kind: "known" | "unknown", email: string) => {
    const began = performance.now();
    if ((await ask(email)) !== expected) errors += 1;
    times[kind].push(performance.now() - began);
  };
  for (let pair = 0; pair < PAIRS; pair++) {
    const mine = known[pair] ?? "";
    const nobody = `askush.${pair}@example.al`;
    if (pair % 2 === 0) await timed("known", mine);
    await timed("unknown", nobody);
    if (pair % 2 === 1) await timed("known", mine);
  }
  const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
  bench.print({ name, size: PAIRS, medianMs: Math.abs(median(times.known) - median(times.unknown)), errors });
}
