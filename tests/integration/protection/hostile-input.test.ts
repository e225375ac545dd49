import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { accountRoles, accounts } from "#db/schema/accounts";
import { buildAccount } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { allAddresses, faultsOf, hostileWorld, naughty, sender, worst } from "#tests/support/hostile";

const database = await testDatabase();
const { owner } = database;
afterAll(stopSendingBoss);

const addresses = await allAddresses();
const withAction = addresses.filter(({ module }) => module.action);
const withLoader = addresses.filter(({ module }) => module.loader);
let world: Awaited<ReturnType<typeof hostileWorld>>;
let send: ReturnType<typeof sender>;

beforeAll(async () => {
  world = await hostileWorld(database);
  send = sender(world.everybody);
});

const short = (text: string) => JSON.stringify(text.slice(0, 20));

describe("hostile strings", () => {
  it.each(withAction.map((address) => [address.path, address] as const))("POST %s", async (_, address) => {
    const names = Object.keys(address.fields);
    const everywhere = naughty.map((text) => ({
      body: new URLSearchParams([...names, "unknown"].map((name) => [name, text])),
      what: `all = ${short(text)}`,
    }));
    const alone = names.flatMap((name) =>
      worst.map((text) => ({
        body: new URLSearchParams({ ...address.fields, [name]: text }),
        what: `${name} = ${short(text)}`,
      })),
    );
    const twice = names.map((name) => {
      const body = new URLSearchParams(address.fields);
      body.append(name, "twice");
      return { body, what: `${name} twice` };
    });
    const upload = new FormData();
    for (const name of [...names, "file"])
      upload.append(name, new File(["\u0000\ud800 a;b\n"], '../../e"\r\nvil.csv'), '../../e"vil.csv');
    const shapes = [
      { body: new URLSearchParams(), what: "nothing" },
      { body: upload, what: "files where text belongs" },
    ];
    expect(
      await faultsOf(database, address, world.paramsOf(address.path), send, [
        ...everywhere,
        ...alone,
        ...twice,
        ...shapes,
      ]),
    ).toEqual([]);
  });

  it("in addresses and queries of every page are answered with a page", async () => {
    const faults: string[] = [];
    for (const address of withLoader) {
      const params = world.paramsOf(address.path);
      const names = [
        "q",
        "page",
        "state",
        "role",
        "from",
        "to",
        "lang",
        "search",
        "action",
        "actor",
        "subject",
        "code",
      ];
      for (const text of naughty.filter((each) => each.length < 10_000)) {
        // The server in front refuses a NUL in an address.
        if (text.includes("\u0000")) continue;
        const query = new URLSearchParams([...names, ...Object.keys(address.fields)].map((name) => [name, text]));
        const status = await send({ address, method: "GET", params, query });
        if (status >= 500) faults.push(`${address.path}?${short(text)}: ${status}`);
        if (Object.keys(params).length === 0) continue;
        const broken = Object.fromEntries(Object.keys(params).map((name) => [name, text]));
        const answered = await send({ address, method: "GET", params: broken });
        if (answered >= 500) faults.push(`${address.path} at ${short(text)}: ${answered}`);
        if (
          address.module.action &&
          (await send({ address, method: "POST", params: broken, body: new URLSearchParams() })) >= 500
        )
          faults.push(`POST ${address.path} at ${short(text)}`);
      }
    }
    expect(faults).toEqual([]);
  }, 120_000);
});

describe("fields that nobody asked for", () => {
  it("give a trainee no role, no other state, no other person", async () => {
    const trainee = await buildAccount(owner);
    const [before] = await owner.select().from(accounts).where(eq(accounts.id, trainee.id));
    const sendAs = sender({ id: trainee.id, roles: ["professional"] });
    const extra = {
      role: "administrator",
      roles: "administrator",
      state: "verified",
      accountId: world.everybody.id,
      personId: world.everybody.id,
      id: world.everybody.id,
      grantedBy: trainee.id,
      secondFactorSince: "2026-01-01",
      passwordHash: "x",
      "__proto__[role]": "administrator",
      "constructor.prototype.role": "administrator",
    };
    for (const address of withAction)
      await sendAs({
        address,
        method: "POST",
        params: world.paramsOf(address.path),
        body: new URLSearchParams({ ...extra, ...address.fields, locale: "sq" }),
      });
    const [after] = await owner.select().from(accounts).where(eq(accounts.id, trainee.id));
    expect({ ...after, locale: "" }).toEqual({ ...before, locale: "" });
    const roles = await owner.select().from(accountRoles).where(eq(accountRoles.accountId, trainee.id));
    expect(roles.map(({ role }) => role)).toEqual(["professional"]);
    expect(({} as { role?: string }).role).toBeUndefined();
  });
});
