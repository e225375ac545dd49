import { request as plainRequest } from "node:http";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { parse } from "csv-parse/sync";
import { sql } from "drizzle-orm";
import { strFromU8, unzipSync } from "fflate";
import readExcelFile from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { beginSignIn } from "#app/accounts/session.server";
import { contextFor } from "#app/context.server";
import { refreshEnvironment } from "#app/env.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { mayDisturb } from "#app/legal-aid/aid-requests/safe-delivery.server";
import { setDatabase } from "#db/client.server";
import { startTestApp, type TestApp } from "#tests/support/app";
import { type Address, allAddresses, changedTables, fingerprint, hostileWorld } from "#tests/support/hostile";
import { ownFileStore } from "#tests/support/kept-files";

// Against the real program: production build, own process, own database; one account that has every role.
const store = ownFileStore();
const EXIT = "https://weather.example/today";
const addresses = await allAddresses();
let app: TestApp;
let world: Awaited<ReturnType<typeof hostileWorld>>;
/** One row of its own for each address, made before the program starts. */
const rows = new Map<string, Record<string, string>>();
let cookie = "";

beforeAll(async () => {
  app = await startTestApp(inject("testServer"), {
    environment: { QUICK_EXIT_URL: EXIT, DATA_DIR: store },
    fill: async (database) => {
      process.env.DATABASE_URL = database.databaseUrl;
      process.env.DATABASE_OWNER_URL = database.ownerUrl;
      refreshEnvironment();
      setDatabase(database.app);
      world = await hostileWorld(database);
      for (const { path } of addresses) rows.set(path, await world.paramsOf(path));
    },
  });
  await signIn();
}, 240_000);
afterAll(async () => {
  await stopSendingBoss();
  await app?.stop();
});

/** The worker has settled the mail that was queued before; what changes from here on is changed by a request. */
async function settled(): Promise<void> {
  // People who asked for help are written to in waking hours only: what waits for those is not waited for here.
  const byDay = await mayDisturb(contextFor({ kind: "system" }, new Date(), app.app));
  const waiting = sql`select 1 from outbox_messages where state = 'waiting' and (${byDay} or recipient_kind <> 'request')`;
  while ((await app.owner.execute(waiting)).length > 0) await pause(200);
}

async function signIn(): Promise<void> {
  cookie = (await beginSignIn(world.everybody, null, new Date(), new Date())).split(";")[0] ?? "";
}

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  bytes: Buffer;
}

/** fetch would add and forbid headers of its own. */
function send(method: string, path: string, headers: Record<string, string> = {}, body = ""): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(app.address);
    const length = body ? { "content-length": String(Buffer.byteLength(body)) } : {};
    const outgoing = plainRequest(
      { hostname, port, method, path, family: 4, headers: { cookie, ...length, ...headers } },
      (incoming) => {
        const parts: Buffer[] = [];
        incoming.on("data", (part: Buffer) => parts.push(part));
        incoming.on("end", () => {
          const [bytes, status] = [Buffer.concat(parts), incoming.statusCode ?? 0];
          resolve({ status, headers: incoming.headers, body: bytes.toString("utf8"), bytes });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body || undefined);
  });
}

const pathOf = ({ path, params }: Address) =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent({ ...rows.get(path), ...params }[name] ?? "x"));

/** Eight at a time: as a browser, not as a flood. */
async function eachOf<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...list];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let next = left.pop(); next !== undefined; next = left.pop()) await work(next);
    }),
  );
}

const form = { "content-type": "application/x-www-form-urlencoded" };
const own = () => ({ ...form, origin: app.address, "sec-fetch-site": "same-origin" });

describe("what another site makes a signed-in browser send", () => {
  test("changes nothing, in whatever shape it comes and wherever it goes", async () => {
    const { port } = new URL(app.address);
    const multipart = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\na\r\n--x--\r\n';
    const shapes: [string, (path: string) => string, Record<string, string>, (body: string) => string][] = [
      ["document", (path) => path, form, (body) => body],
      ["data", (path) => `${path}.data`, form, (body) => body],
      ["index", (path) => `${path}?index`, form, (body) => body],
      ["old data", (path) => `${path}?_data=routes%2Fadmin%2Faccount`, form, (body) => body],
      ["upload", (path) => path, { "content-type": "multipart/form-data; boundary=x" }, () => multipart],
      ["text", (path) => path, { "content-type": "text/plain" }, (body) => body],
      ["json", (path) => path, { "content-type": "application/json" }, () => '{"locale":"en","role":"administrator"}'],
      ["override", (path) => `${path}?_method=POST`, { ...form, "x-http-method-override": "POST" }, (body) => body],
    ];
    const origins: Record<string, string>[] = [
      { origin: "null" },
      { origin: "https://evil.example" },
      { origin: app.address.replace("localhost", "evil.localhost") },
      { origin: app.address.replace(port, String(Number(port) + 1)) },
      { origin: app.address.replace("http:", "https:") },
      { origin: app.address.toUpperCase() },
      { origin: app.address, "sec-fetch-site": "cross-site" },
      { origin: app.address, "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "none" },
      {},
    ];
    await settled();
    const before = await everything();
    const accepted: string[] = [];
    const actions = addresses.filter(({ module }) => module.action);
    expect(actions.length).toBeGreaterThan(100);
    const tries = actions.flatMap((address, turn) =>
      shapes.flatMap((shape) =>
        // Every origin in every shape, and every address with every origin; not all three at once.
        origins
          .filter((_, at) => shape[0] === "document" || at % 3 === turn % 3)
          .map((from) => ({ address, shape, from })),
      ),
    );
    await eachOf(tries, async ({ address, shape: [name, at, type, body], from }) => {
      const sent = body(new URLSearchParams(address.fields).toString()) || "a=1";
      const { status } = await send("POST", at(pathOf(address)), { ...type, ...from }, sent);
      // The old way to a route's data is no address, whoever asks.
      if (status !== (name === "old data" ? 404 : 403))
        accepted.push(`${name} ${address.path} ${JSON.stringify(from)}: ${status}`);
    });
    expect(accepted).toEqual([]);
    expect(changedTables(before, await everything())).toEqual([]);
    for (const address of actions)
      for (const query of ["_data", `_data=${encodeURIComponent(address.path)}`, "index&%5Fdata=root"]) {
        const body = new URLSearchParams(address.fields).toString() || "a=1";
        const { status } = await send("POST", `${pathOf(address)}?${query}`, own(), body);
        if (status !== 404) accepted.push(`our own ?${query} ${address.path}: ${status}`);
      }
    expect(accepted).toEqual([]);
    expect(changedTables(before, await everything())).toEqual([]);
    // The same from our own page gets past the guard.
    const statuses = new Set<number>();
    for (const address of actions.slice(0, 20))
      statuses.add((await send("POST", pathOf(address), { ...own(), cookie: "" }, "a=1")).status);
    expect(statuses).not.toContain(403);
  });

  test("by an image or a link reads pages and changes nothing", async () => {
    await settled();
    const before = await fingerprint(app);
    const broken: string[] = [];
    await eachOf(
      addresses.filter(({ path }) => !path.includes("*")),
      async (address) => {
        for (const [method, query] of [
          ["GET", ""],
          ["HEAD", ""],
          [
            "GET",
            `?${new URLSearchParams({ ...address.fields, _method: "POST", intent: "delete", action: "delete" })}`,
          ],
        ] as const) {
          const { status } = await send(method, `${pathOf(address)}${query}`, { "x-http-method-override": "DELETE" });
          if (status >= 500) broken.push(`${method} ${address.path}${query.slice(0, 40)}: ${status}`);
        }
      },
    );
    expect(broken).toEqual([]);
    expect(changedTables(before, await fingerprint(app))).toEqual([]);
  });
});

/** Every row that is there, the audit log's number with it. */
async function everything(): Promise<string> {
  const [audit] = await app.owner.execute<{ rows: number }>(sql`select count(*)::int as rows from audit_events`);
  return `${await fingerprint(app)}\naudit=${audit?.rows}`;
}

describe("ways that lead away", () => {
  const away = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%09/evil.example",
    "/\t/evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/desk@evil.example",
    "@evil.example",
    "//evil.example/%2e%2e",
    "/.//evil.example",
    "/help/../..//evil.example",
    "http://localhost.evil.example/",
    "/%0d%0aLocation:%20https://evil.example",
    "/%5cevil.example",
    "ftp://evil.example",
    "https://evil.example%23@localhost/",
  ];
  const names = [
    "to",
    "next",
    "redirect",
    "redirectTo",
    "return",
    "returnTo",
    "url",
    "from",
    "continue",
    "lang",
    "ref",
  ];

  test("no address and no form leads to another site, whatever they are asked", async () => {
    const gone: string[] = [];
    let led = 0;
    const stays = ({ headers }: Answer, what: string) => {
      const { location } = headers;
      if (typeof location !== "string") return;
      led += 1;
      if (location !== EXIT && new URL(location, app.address).origin !== app.address) gone.push(`${what}: ${location}`);
    };
    const asked = addresses.filter(({ path }) => !path.includes("*"));
    await eachOf(asked, async (address) => {
      const turn = asked.indexOf(address);
      for (const target of away.filter((_, at) => at % 4 === turn % 4)) {
        const query = new URLSearchParams(names.map((name) => [name, target]));
        stays(await send("GET", `${pathOf(address)}?${query}`), address.path);
      }
    });
    for (const path of [
      "/sign-in",
      "/sign-in/demo",
      "/account/confirm",
      "/account/second-factor",
      "/help/exit",
      "/sign-out",
    ])
      for (const target of away) {
        const body = new URLSearchParams(names.map((name) => [name, target])).toString();
        for (const one of [cookie, ""])
          stays(await send("POST", `${path}?${body}`, { ...own(), cookie: one, referer: target }, body), path);
      }
    await signIn();
    for (const target of away) stays(await send("GET", encodeURI(target).replace(/^(?!\/)/, "/")), target);
    expect(gone).toEqual([]);
    expect(led, "there were ways on").toBeGreaterThan(100);
  });

  test("headers about who sent it on are not believed", async () => {
    const forged = {
      "x-forwarded-for": "198.51.100.1",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      "x-forwarded-port": "444",
      "x-forwarded-prefix": "/evil",
      "x-forwarded-server": "evil.example",
      "x-host": "evil.example",
      "x-original-host": "evil.example",
      "x-original-url": "/admin",
      "x-rewrite-url": "/admin",
      "x-real-ip": "127.0.0.1",
      "true-client-ip": "127.0.0.1",
      "cf-connecting-ip": "127.0.0.1",
      "x-client-ip": "127.0.0.1",
      forwarded: "for=127.0.0.1;host=evil.example;proto=https",
      via: "1.1 evil.example",
      "x-http-method-override": "DELETE",
      "x-middleware-subrequest": "app",
      "x-remix-revalidate": "yes",
    };
    for (const path of ["/", "/help", "/sign-in", "/desk", "/trainings", "/verify", "/nowhere"]) {
      const [plain, told] = [
        await send("GET", path, { cookie: "" }),
        await send("GET", path, { cookie: "", ...forged }),
      ];
      expect(told.status, path).toBe(plain.status);
      expect(told.headers.location, path).toBe(plain.headers.location);
      expect(`${JSON.stringify(told.headers)}${told.body}`, path).not.toContain("evil.example");
    }
    expect((await send("GET", "/metrics", { "x-forwarded-for": "127.0.0.1" })).status).toBe(404);
  });

  test("nobody becomes somebody else at every try by saying another address", async () => {
    const statuses: number[] = [];
    for (let turn = 0; turn < 34; turn++) {
      const forged = `198.51.${turn}.7`;
      const headers = { "x-forwarded-for": forged, "x-real-ip": forged, forwarded: `for=${forged}` };
      const body = `locator=${`ACDEF${"GHJKMNPQRTWXY34679"[turn % 18]}`}&receipt_digits=1234123412341234`;
      statuses.push((await send("POST", "/help/status", { ...own(), ...headers, cookie: "" }, body)).status);
    }
    expect(new Set(statuses)).toEqual(new Set([400, 429]));
  });
});

describe("requests that two programs could read in two ways", () => {
  const smuggled = "GET /healthz?smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

  /** Sends bytes as they are; answers with everything that came back. */
  function raw(bytes: string): Promise<string> {
    return new Promise((resolve) => {
      const { port } = new URL(app.address);
      let said = "";
      const socket = connect(Number(port), "127.0.0.1", () => socket.write(Buffer.from(bytes, "latin1")));
      socket.setTimeout(1500, () => socket.destroy());
      socket.on("data", (part) => {
        said += part;
      });
      socket.on("error", () => undefined);
      socket.on("close", () => resolve(said));
    });
  }

  const head = () => {
    const { host } = new URL(app.address);
    return `POST /help/status HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${app.address}\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
  };
  const chunked = `1\r\na\r\n0\r\n\r\n${smuggled}`;
  const shapes: Record<string, () => string> = {
    "length and chunks": () => `${head()}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n${chunked}`,
    "chunks and length": () => `${head()}Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n${chunked}`,
    "chunks by another name": () => `${head()}Transfer-Encoding: xchunked\r\nContent-Length: 3\r\n\r\na=1${smuggled}`,
    "chunks with a space": () => `${head()}Transfer-Encoding : chunked\r\nContent-Length: 6\r\n\r\n${chunked}`,
    "chunks on a new line": () => `${head()}Transfer-Encoding:\r\n chunked\r\nContent-Length: 6\r\n\r\n${chunked}`,
    "chunks twice": () => `${head()}Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n${chunked}`,
    "chunks with a tab": () => `${head()}Transfer-Encoding:\tchunked\x0b\r\n\r\n${chunked}`,
    "two lengths": () => `${head()}Content-Length: 3\r\nContent-Length: 60\r\n\r\na=1${smuggled}`,
    "lengths in a list": () => `${head()}Content-Length: 3, 60\r\n\r\na=1${smuggled}`,
    "a length with a sign": () => `${head()}Content-Length: +3\r\n\r\na=1${smuggled}`,
    "a negative length": () => `${head()}Content-Length: -1\r\n\r\na=1${smuggled}`,
    "a length in hex": () => `${head()}Content-Length: 0x3\r\n\r\na=1${smuggled}`,
    "a length without end": () => `${head()}Content-Length: 99999999999999999999999\r\n\r\na=1${smuggled}`,
    "bare line feeds": () => `${head().replaceAll("\r\n", "\n")}Content-Length: 3\n\na=1${smuggled}`,
    "bare carriage returns": () => `${head()}X: 1\rContent-Length: 3\r\n\r\na=1${smuggled}`,
    "NUL in a header": () => `${head()}X: a\0b\r\nContent-Length: 3\r\n\r\na=1${smuggled}`,
    "a broken chunk": () => `${head()}Transfer-Encoding: chunked\r\n\r\nZZ\r\na\r\n0\r\n\r\n${smuggled}`,
    "no host": () => `GET / HTTP/1.1\r\n\r\n${smuggled}`,
    "two hosts": () => `GET / HTTP/1.1\r\nHost: evil.example\r\n${head().split("\r\n")[1]}\r\n\r\n${smuggled}`,
    "another host by the line": () => `GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n`,
    "no such version": () => `GET / HTTP/9.9\r\nHost: x\r\n\r\n${smuggled}`,
    "no version": () => "GET /\r\n\r\n",
    "a proxy's method": () => "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "an upgrade": () =>
      `${head().replace("POST", "GET")}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`,
    "the second protocol": () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a header without a name": () => `${head()}: x\r\nContent-Length: 3\r\n\r\na=1`,
    "a header of 40 kB": () => `GET / HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(40_000)}\r\n\r\n`,
    "a cookie of 30 kB": () => `GET / HTTP/1.1\r\nHost: x\r\nCookie: page=${"a".repeat(30_000)}\r\n\r\n`,
    "an address of 40 kB": () => `GET /${"a".repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    "3,000 headers": () => `GET / HTTP/1.1\r\nHost: x\r\n${"X: 1\r\n".repeat(3_000)}\r\n`,
    "letters of another alphabet": () => `GET /\xeb\xe7 HTTP/1.1\r\nHost: x\r\n\r\n`,
    "nothing but noise": () => "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".repeat(40),
  };

  test.each(Object.keys(shapes))("%s: at most one answer, and no failure", async (name) => {
    await settled();
    const before = await everything();
    const said = await raw(shapes[name]?.() ?? "");
    const statuses = [...said.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
    // Where the first request ends clearly, the second one is one of its own; where it does not, nobody may answer it.
    const clear = /^(no such version|no host|two hosts)$/.test(name) ? 2 : 1;
    expect(statuses.filter((status) => status !== 100).length).toBeLessThanOrEqual(clear);
    expect(statuses.every((status) => status < 500 || status === 501 || status === 505)).toBe(true);
    if (!/^(bare line feeds|letters of|a cookie of|an upgrade|no version)/.test(name))
      expect(
        statuses.every((status) => status >= 400 || status === 200),
        said.slice(0, 200),
      ).toBe(true);
    expect(said).not.toContain("smuggled");
    expect((await send("GET", "/healthz")).status).toBe(200);
    expect(changedTables(before, await everything())).toEqual([]);
  });

  test("half-sent heads and bodies by the hundred leave room for others", async () => {
    const { port } = new URL(app.address);
    const slow = Array.from({ length: 200 }, (_, turn) => {
      const socket = connect(Number(port), "127.0.0.1", () => {
        socket.write(
          turn % 2 === 0 ? "GET / HTTP/1.1\r\nHost: x\r\nX-a: b\r\n" : `${head()}Content-Length: 1000\r\n\r\na=`,
        );
      });
      socket.on("error", () => undefined);
      return socket;
    });
    const times: number[] = [];
    for (let turn = 0; turn < 20; turn++) {
      for (const socket of slow) if (!socket.destroyed) socket.write("a");
      const began = performance.now();
      expect((await send("GET", "/healthz")).status).toBe(200);
      times.push(performance.now() - began);
      await pause(25);
    }
    for (const socket of slow) socket.destroy();
    expect(times.toSorted((a, b) => a - b)[10]).toBeLessThan(1000);
    expect((await send("GET", "/help")).status).toBe(200);
  });

  test("more than the limits is refused before it is read", async () => {
    const tooLong = { ...own(), "content-length": String(2 ** 20 + 1) };
    expect((await send("POST", "/help/status", tooLong, "a")).status).toBe(413);
    const upload = {
      ...own(),
      "content-type": "multipart/form-data; boundary=x",
      "content-length": String(26 * 2 ** 20),
    };
    expect((await send("POST", "/manage/events/1/import", upload, "a")).status).toBe(413);
    expect((await send("POST", "/help/status", upload, "a")).status).toBe(413);
    const many = `${"a=1&".repeat(200_000)}locator=x`;
    expect((await send("POST", "/help/status", own(), many)).status).toBe(400);
  });
});

describe("the same name twice and a thousand times", () => {
  test("in addresses is answered like one", async () => {
    const broken: string[] = [];
    const doubled = new URLSearchParams([
      ...["lang", "page", "q", "state", "from", "to", "sort", "role", "action", "search"].flatMap((name) => [
        [name, "1"],
        [name, "2"],
        [`${name}[]`, "3"],
        [`${name}[a][b]`, "4"],
      ]),
      ...Array.from({ length: 300 }, (_, turn) => [`x${turn}`, "1"]),
    ]);
    await eachOf(
      addresses.filter(({ module, path }) => module.loader && !path.includes("*")),
      async (address) => {
        const { status } = await send("GET", `${pathOf(address)}?${doubled}`);
        if (status >= 500) broken.push(`${address.path}: ${status}`);
      },
    );
    expect(broken).toEqual([]);
  });
});

describe("names that a browser would run", () => {
  const markup = `<img src=x onerror=alert(1)>"'</script><script>alert(2)</script>{{3}}`;

  test("are text on every page", async () => {
    await app.owner.execute(sql`update people set given_name = ${markup} where email is not null`);
    await app.owner.execute(sql`update courses set title_sq = ${markup}, title_en = ${markup}`);
    await app.owner.execute(sql`update organisations set name_sq = ${markup}, name_en = ${markup}`);
    const run: string[] = [];
    let shown = 0;
    await eachOf(
      addresses.filter(({ module, path }) => module.loader && !path.includes("*")),
      async (address) => {
        const { headers, body } = await send("GET", pathOf(address));
        if (!String(headers["content-type"]).startsWith("text/html")) return;
        if (/<img src=x|<script>alert/.test(body)) run.push(address.path);
        if (body.includes("&lt;img src=x onerror=alert(1)&gt;")) shown += 1;
      },
    );
    expect(run).toEqual([]);
    expect(shown).toBeGreaterThan(10);
  });
});

describe("names that a spreadsheet would run", () => {
  const formulas = [
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    ' =HYPERLINK("x")',
    "＝1",
    "|calc",
  ];

  const exports = addresses.filter(({ path }) => /\.(csv|xlsx|tsv)$/.test(path));

  test("are text in every export", async () => {
    expect(exports.length).toBeGreaterThanOrEqual(18);
    for (const [turn, formula] of formulas.entries()) {
      // Exports ask for a second factor of the last five minutes.
      await signIn();
      await app.owner.execute(
        sql`insert into projects (slug, title_sq, title_en) values (${`formula-${turn}`}, ${formula}, ${formula})`,
      );
      await app.owner.execute(sql`update courses set title_sq = ${formula}, title_en = ${formula}`);
      await app.owner.execute(
        sql`update people set given_name = ${formula}, family_name = ${formula} where email is not null`,
      );
      await app.owner.execute(sql`update organisations set name_sq = ${`${formula} ${turn}`}`);
      const harmless = new Set<string>();
      for (const address of exports) {
        const at = pathOf(address).replace(/projects\/[^/]+/, `projects/formula-${turn}`);
        const { status, body, bytes } = await send("GET", at);
        expect(status, address.path).toBe(200);
        const kind = address.path.slice(-4);
        if (kind === "xlsx") {
          expect(sheetsOf(bytes), address.path).not.toMatch(/<f[ >/]/);
          const [sheet] = await readExcelFile(bytes);
          if (sheet?.data.flat().includes(formula.trim())) harmless.add(kind);
          continue;
        }
        if (body.includes(`'${formula}`) || body.includes(`'${formula.replaceAll('"', '""')}`)) harmless.add(kind);
        for (const cell of (parse(body, { bom: true, relax_column_count: true }) as string[][]).flat())
          expect(cell, address.path).not.toMatch(/^\s*[=+@|＝]|^\s*-[^\d]/);
      }
      expect([...harmless].sort(), formula).toEqual([".csv", "xlsx"]);
    }
  });

  /** The cells of a workbook as XML: a formula would stand in an element of its own. */
  const sheetsOf = (workbook: Buffer) =>
    Object.entries(unzipSync(workbook))
      .filter(([name]) => name.startsWith("xl/worksheets/"))
      .map(([, content]) => strFromU8(content))
      .join("\n");
});
