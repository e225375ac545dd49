import { sql } from "drizzle-orm";
import { type Bench, someAddress } from "./bench";

const REQUESTS = 60;

const answers: [string, Record<string, string>][] = [
  ["now", { safeNow: "yes" }],
  ["today", { danger: "no" }],
  ["contact", { channel: "phone" }],
  ["reach", { phone: "069 123 4567", who: "only_me", message: "none" }],
  ["region", { regionIso: "AL-11" }],
  ["matter", { matter: "children" }],
  ["words", { story: "Me fjalët e mia. ".repeat(60) }],
  ["names", { opponent: "Provë Provësi" }],
  ["you", { name: "Emër Mbiemër", birthYear: "1991" }],
  ["agree", { process: "yes", conflictCheck: "yes", shareWithLawyer: "yes" }],
];

/** One person after the other sends her answers: Argon2id, seals, hashes, receipt, audit and messages included. */
export default async function request(bench: Bench) {
  const app = await bench.app();
  let visitors = 0;
  let cookie = "";

  const post = async (path: string, fields: Record<string, string>) => {
    const answer = await fetch(`${app.address}${path}`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams(fields),
      headers: { origin: app.address, cookie, "x-forwarded-for": someAddress(visitors) },
    });
    await answer.arrayBuffer();
    const set = answer.headers.get("set-cookie")?.split(";")[0];
    if (set) cookie = set;
    if (answer.status !== 303) throw new Error(`${path}: ${answer.status}`);
    return answer.headers.get("location") ?? "";
  };

  await bench.measure({
    name: "request submit",
    size: 1,
    rounds: REQUESTS,
    each: 1,
    before: async () => {
      visitors += 1;
      cookie = "";
      for (const [question, fields] of answers) await post(`/help/request/${question}`, fields);
    },
    work: async () => {
      const next = await post("/help/request/check", {});
      if (!next.startsWith("/help/request/done")) throw new Error(next);
    },
  });

  const [row] = await app.owner.execute<{ count: number }>(sql`select count(*)::int as count from aid_requests`);
  if (row?.count !== visitors) throw new Error(`${row?.count} requests of ${visitors}`);
}
