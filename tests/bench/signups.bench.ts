import { sql } from "drizzle-orm";
import { buildEvent } from "#db/seeds/build.server";
import { type Bench, someAddress } from "./bench";

const PEOPLE = 200;
const SEATS = 30;

/** Two hundred people sign up for thirty seats at the same moment, each by the public form of the production server. */
export default async function signups(bench: Bench) {
  const app = await bench.app();
  const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  let event = { id: "", slug: "" };
  let visitors = 0;
  const signUp = async () => {
    visitors += 1;
    const answer = await fetch(`${app.address}/trainings/${event.slug}`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({
        givenName: "Arta",
        familyName: `Hoxha ${visitors}`,
        email: `arta.${visitors}@example.al`,
        consent: "yes",
      }),
      headers: { origin: app.address, "x-forwarded-for": someAddress(visitors) },
    });
    await answer.arrayBuffer();
    if (answer.status !== 303) throw new Error(String(answer.status));
  };
  await bench.measure({
    name: "signups",
    size: PEOPLE,
    rounds: 10,
    each: PEOPLE,
    before: async () => {
      event = await buildEvent(app.owner, { startsOn: day, seats: SEATS });
    },
    work: async () => {
      await Promise.all(Array.from({ length: PEOPLE }, signUp));
      const [row] = await app.owner.execute<{ seated: number; waiting: number }>(sql`
        select count(seat)::int as seated, (count(*) filter (where state = 'waiting'))::int as waiting
        from enrolments where event_id = ${event.id}`);
      if (row?.seated !== SEATS || row.waiting !== PEOPLE - SEATS) throw new Error(JSON.stringify(row));
    },
  });
}
