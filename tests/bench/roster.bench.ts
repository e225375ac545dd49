import { beginSignIn } from "#app/accounts/session.server";
import { recordPresence } from "#app/training/presence/record-presence.server";
import { setDatabase } from "#db/client.server";
import type { PresenceMark } from "#db/vocabulary";
import type { Bench } from "./bench";
import { heldEvent } from "./held-event";

const SIZE = 1000;
const marks: PresenceMark[] = ["present", "late", "absent", "excused"];

async function cookieOf(account: Parameters<typeof beginSignIn>[0]): Promise<string> {
  return (await beginSignIn(account, null, new Date(), new Date())).split(";")[0] ?? "";
}

/** A trainer's list of a thousand people: the page as the server answers it, all marks saved at once, and the grid of them. */
export default async function roster(bench: Bench) {
  let held: Awaited<ReturnType<typeof heldEvent>> | undefined;
  let cookie = "";
  let managerCookie = "";
  const app = await bench.app({
    fill: async (database) => {
      setDatabase(database.app);
      held = await heldEvent(database, SIZE);
      cookie = await cookieOf(held.trainer.account);
      managerCookie = await cookieOf(held.manager.account);
    },
  });
  setDatabase(app.app);
  if (!held) throw new Error("nothing was filled");
  const { event, asManager, roster: people } = held;
  const sittingId = event.sittings[1]?.id ?? "";
  const path = `/teach/sittings/${sittingId}`;
  const bytes = await bench.visit(app.address, path, { cookie });
  await bench.measure({
    name: "roster page",
    size: SIZE,
    rounds: 40,
    bytes,
    work: async () => {
      const answer = await fetch(`${app.address}${path}`, { headers: { cookie } });
      const page = await answer.text();
      if (answer.status !== 200 || page.split('value="late"').length !== SIZE + 1) throw new Error("not the roster");
    },
  });
  let round = 0;
  await bench.measure({
    name: "roster save",
    size: SIZE,
    rounds: 20,
    work: async () => {
      const mark = marks[round++ % marks.length] ?? "present";
      const form = new URLSearchParams(people.map(({ id }) => [`m.${id}`, mark]));
      const answer = await fetch(`${app.address}${path}/marks`, {
        method: "POST",
        body: form,
        headers: { cookie, origin: app.address },
      });
      const said = (await answer.json()) as { recorded?: number };
      if (said.recorded !== SIZE) throw new Error(`${said.recorded} recorded`);
    },
  });
  await bench.measure({
    name: "roster save command",
    size: SIZE,
    rounds: 20,
    work: async () => {
      const mark = marks[round++ % marks.length] ?? "present";
      const result = await recordPresence(
        { ...asManager, db: app.app },
        { marks: people.map(({ id }) => ({ sittingId, enrolmentId: id, mark })), channel: "list" },
      );
      if (!result.ok || result.recorded !== SIZE) throw new Error("not all recorded");
    },
  });
  const grid = `/manage/events/${event.id}/presence`;
  await bench.measure({
    name: "roster grid",
    size: SIZE,
    rounds: 40,
    bytes: await bench.visit(app.address, grid, { cookie: managerCookie }),
    work: async () => {
      const answer = await fetch(`${app.address}${grid}`, { headers: { cookie: managerCookie } });
      const page = await answer.text();
      if (answer.status !== 200 || page.split('<th scope="row">Mbiemri').length !== SIZE + 1)
        throw new Error("not the grid");
    },
  });
}
