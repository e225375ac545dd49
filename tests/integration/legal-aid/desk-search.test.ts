import { beforeAll, describe, expect, test } from "vitest";
import type { Coordinator } from "#app/context.server";
import { casesForDesk } from "#app/legal-aid/cases/desk-queries.server";
import { offersForDesk } from "#app/legal-aid/offers/queries.server";
import { loader as casesPage } from "#app/routes/desk/cases";
import { loader as offersPage } from "#app/routes/desk/offers";
import { setDatabase } from "#db/client.server";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { networkOn } from "#tests/support/network";
import { routeArgs } from "#tests/support/signed-in";

let database: TestDatabase;
let network: ReturnType<typeof networkOn>;
let desk: Coordinator;

beforeAll(async () => {
  database = await testDatabase();
  setDatabase(database.app);
  network = networkOn(database);
  desk = await network.desk();
  for (const [givenName, familyName] of [
    ["Çiljeta", "Shkëmbi"],
    ["Ardit", "Zoga"],
  ] as const) {
    const lawyer = await network.lawyer({ account: { person: { givenName, familyName } } });
    const requestId = await network.request(desk, { parties: [{ side: "opponent", name: `${familyName}as Askushi` }] });
    const [offer] = await network.offer(desk, requestId, lawyer.id);
    await network.accept(lawyer.actor, offer?.id ?? "");
  }
});

const all = { state: null, page: 1, pageSize: 50 };
const cases = (q: string | null) => casesForDesk(network.acting(desk), { q, ...all });
const offers = (q: string | null) => offersForDesk(network.acting(desk), { q, ...all });

describe("the desk's lists of cases and offers", () => {
  test.each(["ciljeta", "SHKEMBI", "shkëmbi çil", "  Çiljeta   Shkëmbi "])("find the lawyer by %j", async (q) => {
    for (const found of [await cases(q), await offers(q)]) {
      expect(found.rows.map(({ lawyer }) => lawyer)).toEqual(["Çiljeta Shkëmbi"]);
      expect(found.total).toBe(1);
    }
  });

  test("find a case by its code and by its request's, a code and a name together", async () => {
    const [one] = (await cases("zoga")).rows;
    for (const q of [one?.code, one?.requestCode, one?.requestCode.toLowerCase(), `${one?.requestCode} ardit`])
      expect((await cases(q ?? "")).rows.map(({ id }) => id)).toEqual([one?.id]);
    expect((await offers(one?.requestCode ?? "")).rows.map(({ lawyer }) => lawyer)).toEqual(["Ardit Zoga"]);
    expect((await cases(`${one?.requestCode} shkembi`)).total).toBe(0);
  });

  test("show everything without words, and nothing for signs that a pattern would read", async () => {
    expect((await cases(null)).total).toBe(2);
    expect((await cases("")).total).toBe(2);
    for (const q of ["%", "_", "\\"]) expect((await cases(q)).total + (await offers(q)).total).toBe(0);
  });

  test.each(["?q=%00", `?q=${"a".repeat(5000)}`, "?state=nonsense", "?q=a&q=b"])("stand %s", async (search) => {
    const account = { id: desk.accountId, roles: desk.roles };
    const shown = await casesPage((await routeArgs(`/desk/cases${search}`, { account })) as never);
    expect(shown.total).toBe(2);
    const offered = await offersPage((await routeArgs(`/desk/offers${search}`, { account })) as never);
    expect(offered.total).toBe(2);
  });
});
