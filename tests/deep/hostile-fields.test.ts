import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { accountRoles, accounts } from "#db/schema/accounts";
import { lawyers } from "#db/schema/lawyers";
import { organisationMembers } from "#db/schema/organisations";
import { buildAccount, buildLawyer } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { allAddresses, faultsOf, hostileWorld, naughty, rowsNaming, sender, worst } from "#tests/support/hostile";
import { ownFileStore } from "#tests/support/kept-files";

const database = await testDatabase();
ownFileStore();
const { owner } = database;
afterAll(stopSendingBoss);

const addresses = await allAddresses();
const withAction = addresses.filter(({ module }) => module.action);
const withLoader = addresses.filter(({ module }) => module.loader);
let world: Awaited<ReturnType<typeof hostileWorld>>;
let send: ReturnType<typeof sender>;

beforeAll(async () => {
  world = await hostileWorld(database);
  send = sender(world.everybody, world.receipt);
});

/** Where right fields and a row that is there are answered with a 404 all the same, and why. */
const hidden: Record<string, string> = {
  "POST /teach/enrolments/:id": "the session is a field, and here it is another event's",
  "POST /manage/events/:id/repetition/reversal": "which events it was stands in fields that nobody types",
  "POST /manage/events/:id/move/reversal": "which move it was stands in a field that nobody types",
  "GET /admin/outbox/:id": "in the demo only: elsewhere a message holds one-time links",
};

it("every address with a parameter leads to a row that is there, so that its command sees what is sent", async () => {
  const lost: string[] = [];
  for (const address of addresses.filter(({ path }) => path.includes(":"))) {
    const params = await world.paramsOf(address.path);
    const tell = (method: string, status: number) => status === 404 && lost.push(`${method} ${address.path}`);
    if (address.module.loader) tell("GET", await send({ address, method: "GET", params }));
    const body = new URLSearchParams(address.fields);
    if (address.module.action) tell("POST", await send({ address, method: "POST", params, body }));
  }
  expect(lost).toEqual(Object.keys(hidden));
}, 120_000);

/** How many times a page is asked with hostile queries. */
const QUERIES = 8;
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
      await faultsOf(database, address, await world.paramsOf(address.path), send, [
        ...everywhere,
        ...alone,
        ...twice,
        ...shapes,
      ]),
    ).toEqual([]);
  });

  it("in addresses and queries of every page are answered with a page", async () => {
    const faults: string[] = [];
    // The server in front refuses a NUL in an address.
    const texts = naughty.filter((each) => each.length < 10_000 && !each.includes("\u0000"));
    const asked = "q page state role from to lang search action actor subject code".split(" ");
    for (const [place, address] of withLoader.entries()) {
      const params = await world.paramsOf(address.path);
      // Every name asks for another string, moved on from request to request and from page to page.
      const names = [...asked, ...Object.keys(address.fields)];
      for (let turn = 0; turn < QUERIES; turn += 1) {
        const query = new URLSearchParams(
          names.map((name, at) => [name, texts[(place + turn * 4 + at * 7) % texts.length] ?? ""]),
        );
        const status = await send({ address, method: "GET", params, query });
        if (status >= 500) faults.push(`${address.path}?${query}: ${status}`);
      }
      if (Object.keys(params).length === 0) continue;
      for (const text of texts) {
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
  });
});

describe("fields that nobody asked for", () => {
  const modest = ["professional", "lawyer", "trainer", "referrer", "institution_contact"] as const;
  // Whoever holds a link may use it, whoever they are.
  const asked = withAction.filter(({ path }) => !path.includes(":token"));
  /** What belongs to somebody else, a row for each address. */
  const foreign = new Map<string, Record<string, string>>();

  beforeAll(async () => {
    for (const { path } of asked) foreign.set(path, await world.paramsOf(path));
  }, 120_000);

  it.each(modest)("give a %s no role, no other state, no other person, and nothing of anybody else", async (role) => {
    const account =
      role === "lawyer" ? (await buildLawyer(owner)).account : await buildAccount(owner, { roles: [role] });
    const standing = async () => ({
      account: await owner
        .select({
          personId: accounts.personId,
          email: accounts.email,
          passwordHash: accounts.passwordHash,
          state: accounts.state,
          secondFactorSince: accounts.secondFactorSince,
        })
        .from(accounts)
        .where(eq(accounts.id, account.id)),
      roles: await owner
        .select({ role: accountRoles.role, grantedBy: accountRoles.grantedBy })
        .from(accountRoles)
        .where(eq(accountRoles.accountId, account.id)),
      lawyer: await owner
        .select({ state: lawyers.state, kind: lawyers.kind, verifiedAt: lawyers.verifiedAt, to: lawyers.permitValidTo })
        .from(lawyers)
        .where(eq(lawyers.accountId, account.id)),
      member: await owner
        .select({ organisationId: organisationMembers.organisationId })
        .from(organisationMembers)
        .where(eq(organisationMembers.accountId, account.id)),
    });
    const before = await standing();
    const idOf = (path: string, name = "id") => foreign.get(path)?.[name] ?? "";
    const ids = {
      requestId: idOf("/desk/requests/:id/story"),
      lawyerId: idOf("/desk/lawyers/:id"),
      caseId: idOf("/lawyer/cases/:id/closing"),
      offerId: idOf("/lawyer/offers/:id"),
      documentId: idOf("/desk/requests/:id/documents/:documentId/copies", "documentId"),
      eventId: idOf("/manage/events/:id/closing"),
      personId: idOf("/manage/events/:id/admissions/:personId", "personId"),
    };
    expect(Object.values(ids).filter((id) => !/^[0-9a-f-]{36}$/.test(id))).toEqual([]);
    const own = [account.id, account.personId];
    const rowsBefore = await rowsNaming(database, own);
    const namesBefore = await rowsNaming(database, Object.values(ids));
    const sendAs = sender({ id: account.id, roles: [role] });
    const extra = {
      role: "administrator",
      roles: "administrator",
      state: "verified",
      accountId: world.everybody.id,
      id: world.everybody.id,
      origin: "desk",
      source: "desk",
      ...ids,
      grantedBy: account.id,
      organisationId: world.everybody.id,
      secondFactorSince: "2026-01-01",
      passwordHash: "x",
      verifiedAt: "2026-01-01",
      kind: "jurist",
      permitValidTo: "2099-12-31",
      "__proto__[role]": "administrator",
      "constructor.prototype.role": "administrator",
    };
    // What a form asks for as it should be, then somebody else's ids in its own fields, too.
    for (const address of asked)
      for (const fields of [
        { ...extra, ...address.fields, locale: "sq" },
        { ...address.fields, ...ids, origin: "desk", locale: "sq" },
      ])
        await sendAs({
          address,
          method: "POST",
          params: foreign.get(address.path) ?? {},
          body: new URLSearchParams(fields),
        });
    expect(await standing()).toEqual(before);
    const kept = new Set((await rowsNaming(database, own)).map(({ hash }) => hash));
    const touched = rowsBefore.filter(({ names, hash }) => !names && !kept.has(hash));
    expect([...new Set(touched.map(({ table }) => table))], "rows of others changed").toEqual([]);
    const known = new Set(namesBefore.map(({ hash }) => hash));
    const naming = await rowsNaming(database, Object.values(ids));
    const attached = naming.filter(({ names, hash }) => names && !known.has(hash));
    expect([...new Set(attached.map(({ table }) => table))], "rows hung onto those of others").toEqual([]);
    expect(({} as { role?: string }).role).toBeUndefined();
  });
});
