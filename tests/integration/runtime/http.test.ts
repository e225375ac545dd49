import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { request as plainRequest, type Server } from "node:http";
import { connect as connectSocket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { refreshEnvironment } from "#app/env.server";
import { createApp, listen, shutDown } from "#app/server";
import { stubBuild } from "#tests/support/stub-build";

const logFile = join(mkdtempSync(join(tmpdir(), "perkrah-log-")), "perkrah.log");
const secret = "KEY_ENCRYPTION_KEY=feed";
let server: Server;
let address: string;
let reached: { method: string; url: string; body: string; context: unknown }[] = [];
let isReady = true;

beforeAll(async () => {
  Object.assign(process.env, { LOG_FILE: logFile, LOG_LEVEL: "warn" });
  refreshEnvironment();
  const root = mkdtempSync(join(tmpdir(), "perkrah-http-"));
  const clientFolder = join(root, "client");
  mkdirSync(join(clientFolder, "assets"), { recursive: true });
  for (const hidden of [".env", "package.json", "client/.env", "client/.git/config", "client/assets/.env"]) {
    mkdirSync(dirname(join(root, hidden)), { recursive: true });
    writeFileSync(join(root, hidden), secret);
  }
  writeFileSync(join(clientFolder, "assets/app-1a2b.js"), "export {}");
  writeFileSync(join(clientFolder, "robots.txt"), "User-agent: *\n");
  const listening = await listen("127.0.0.1", 0, 0);
  server = listening.server;
  address = `http://localhost:${listening.port}`;
  const app = await createApp({
    build: stubBuild((what) => reached.push(what)),
    origin: () => address,
    demo: true,
    production: true,
    quickExitUrl: "https://weather.example/today",
    trustedProxies: ["127.0.0.9"],
    proxyHeader: "x-forwarded-for",
    watch: { answers: () => isReady, onSilence: () => () => {} },
    clientFolder,
  });
  server.on("request", app);
});
afterAll(() => shutDown(server, 100));
beforeEach(() => {
  reached = [];
  isReady = true;
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** fetch would add and forbid headers of its own. */
function send(method: string, path: string, headers: Record<string, string> = {}, body = ""): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address);
    const outgoing = plainRequest({ hostname, port, method, path, headers, family: 4 }, (incoming) => {
      let text = "";
      incoming.on("data", (part) => {
        text += part;
      });
      incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }));
    });
    outgoing.on("error", reject);
    outgoing.end(body || undefined);
  });
}

const form = { "content-type": "application/x-www-form-urlencoded" };
const own = () => ({ ...form, origin: address, "sec-fetch-site": "same-origin" });
const post = (path: string, headers: Record<string, string>, body: string) =>
  send("POST", path, { "content-length": String(Buffer.byteLength(body)), ...headers }, body);

describe("headers stand on every answer", () => {
  test.each([
    ["a page", () => send("GET", "/trainings")],
    ["a file", () => send("GET", "/robots.txt")],
    ["a built file", () => send("GET", "/assets/app-1a2b.js")],
    ["a missing file", () => send("GET", "/assets/gone.js")],
    ["a refused write", () => post("/help", form, "a=1")],
    ["a failure", () => send("GET", "/broken")],
    ["health", () => send("GET", "/healthz")],
    ["a broken address", () => send("GET", "/%E0%A4%A")],
  ])("%s", async (_, ask) => {
    const { headers } = await ask();
    expect(headers["content-security-policy"]).toMatch(/script-src 'nonce-[\w+/=]{20,}' 'strict-dynamic'/);
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["content-security-policy"]).toContain("form-action 'self' https://weather.example;");
    expect(headers["referrer-policy"]).toBe("same-origin");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    expect(headers["cross-origin-resource-policy"]).toBe("same-origin");
    expect(headers["permissions-policy"]).toContain("microphone=()");
    expect(headers["x-request-id"]).toMatch(/^\w{12}$/);
    expect(headers["x-powered-by"]).toBeUndefined();
    expect(headers["strict-transport-security"]).toBeUndefined();
  });
  test("each page has a nonce of its own, the one that Remix hears of", async () => {
    const pages = [await send("GET", "/"), await send("GET", "/")];
    const told = reached.map(({ context }) => (context as { nonce: string }).nonce);
    expect(new Set(told).size).toBe(2);
    pages.forEach(({ headers }, index) => {
      expect(headers["content-security-policy"]).toContain(`'nonce-${told[index]}'`);
    });
  });
});

describe("only our own pages write", () => {
  const evil = "https://evil.example";
  test.each(["POST", "PUT", "PATCH", "DELETE"])("%s", async (method) => {
    const cases: [Record<string, string>, boolean][] = [
      [{ origin: address, "sec-fetch-site": "same-origin" }, true],
      [{ origin: address, "sec-fetch-site": "none" }, true],
      [{ origin: address }, true],
      [{ "sec-fetch-site": "same-origin" }, true],
      [{}, false],
      [{ "sec-fetch-site": "none" }, false],
      [{ origin: "null" }, false],
      [{ origin: evil }, false],
      [{ origin: evil, "sec-fetch-site": "same-origin" }, false],
      [{ origin: address, "sec-fetch-site": "cross-site" }, false],
      [{ origin: address, "sec-fetch-site": "same-site" }, false],
      [{ origin: address.replace("localhost", "127.0.0.1") }, false],
      [{ origin: evil, host: "evil.example", "x-forwarded-host": "evil.example" }, false],
    ];
    for (const [headers, allowed] of cases)
      for (const path of ["/help", "/help.data", "/help?index", "/help.data?_routes=everything"]) {
        reached = [];
        const { status } = await send(method, path, { ...form, "content-length": "3", ...headers }, "a=1");
        expect({ headers, path, reached: reached.length, refused: status === 403 || status === 421 }).toEqual({
          headers,
          path,
          reached: allowed ? 1 : 0,
          refused: !allowed,
        });
      }
  });
  test("a method that nobody needs is not accepted", async () => {
    expect((await send("TRACE", "/")).status).toBe(405);
    expect((await send("PROPFIND", "/", own())).status).toBe(405);
    expect((await send("OPTIONS", "/")).status).toBe(204);
    expect(reached).toEqual([]);
  });
});

describe("addresses that give too much away, or cannot be read", () => {
  test.each([
    ["/?_data=everything", 404],
    ["/verify/1?%5Fdata=verify", 404],
    ["/verify/1.data?_data=verify", 404],
    ["/__manifest", 404],
    ["/__manifest?p=/desk&version=1", 404],
    ["/%E0%A4%A", 400],
    ["/verify/%00", 400],
    ["/verify/x?q=%00", 400],
    ["http://evil.example/", 400],
    ["*", 400],
  ])("%s", async (path, status) => {
    expect((await send("GET", path)).status).toBe(status);
    expect(reached).toEqual([]);
  });
  test.each([
    ["a foreign page", { origin: "https://evil.example" }],
    ["our own", own],
  ])("nor do they take a write of %s", async (_, from) => {
    const headers = { ...form, ...(typeof from === "function" ? from() : from) };
    for (const path of ["/help?_data", "/help?_data=routes/help", "/help?index&%5Fdata=root", "/help.data?_data=root"])
      expect((await post(path, headers, "a=1")).status, path).toBe(404);
    expect(reached).toEqual([]);
  });
  test("data requests of the page's own router go through", async () => {
    expect((await send("GET", "/verify/1.data")).status).toBe(200);
    expect(reached).toHaveLength(1);
  });
});

describe("bodies", () => {
  test("arrive whole", async () => {
    await post("/help", own(), "story=ë");
    expect(reached[0]?.body).toBe("story=ë");
  });
  test("of more than 1 MiB are refused before anybody reads them", async () => {
    const { status, body } = await send("POST", "/help", { ...own(), "content-length": String(2 ** 20 + 1) }, "a");
    expect(status).toBe(413);
    expect(body).toMatch(/Tepër e madhe.*Too large/s);
    expect(reached).toEqual([]);
  });
  test("without a length are refused", async () => {
    expect((await send("POST", "/help", { ...own(), "transfer-encoding": "chunked" }, "a=1")).status).toBe(411);
    expect(reached).toEqual([]);
  });
  test("of unknown kinds are refused", async () => {
    expect((await post("/help", { ...own(), "content-type": "application/xml" }, "<a/>")).status).toBe(415);
  });
});

describe("who asks", () => {
  test("is the connection's address, whatever it says about itself", async () => {
    await send("GET", "/", { "x-forwarded-for": "198.51.100.1", "x-real-ip": "198.51.100.1" });
    expect(reached[0]?.context).toMatchObject({ clientAddress: "127.0.0.1" });
  });
  test("cannot talk the application into another address", async () => {
    await send("GET", "/", { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" });
    expect(reached[0]?.url).toBe(`${address}/`);
  });
  test("by another name is sent to ours, or away", async () => {
    const { port } = new URL(address);
    const moved = await send("GET", "/trainings?lang=en", { host: `127.0.0.1:${port}` });
    expect([moved.status, moved.headers.location]).toEqual([307, `${address}/trainings?lang=en`]);
    expect((await send("GET", "/", { host: "rebound.example" })).status).toBe(421);
    expect(reached).toEqual([]);
  });
});

describe("redirects, reports, foreign bodies", () => {
  test("an upload is refused from elsewhere before it is read", async () => {
    const body = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\na\r\n--x--\r\n';
    const type = { "content-type": "multipart/form-data; boundary=x" };
    for (const path of ["/manage/events/1/import", "/manage/events/1/import.data", "/account/passkeys"]) {
      expect((await post(path, { ...type, origin: "https://evil.example" }, body)).status).toBe(403);
      expect((await post(path, { ...type, origin: "null", "sec-fetch-site": "cross-site" }, body)).status).toBe(403);
      expect((await post(path, { ...type }, body)).status).toBe(403);
    }
    expect(reached).toEqual([]);
    expect((await post("/manage/events/1/import", { ...own(), ...type }, body)).status).toBe(200);
  });
  test("a simple body that a foreign form can send (text/plain) is refused like any other", async () => {
    const headers = { "content-type": "text/plain", origin: "https://evil.example" };
    expect((await post("/account", headers, '{"locale":"en"}')).status).toBe(403);
    expect(reached).toEqual([]);
  });
  test("a chain of forged forwarded headers ends at the connection, behind a proxy at its last word", async () => {
    for (const forged of ["198.51.100.1", "127.0.0.1, 198.51.100.1", "::1", "unknown, 10.0.0.1", "x'; drop table"])
      await send("GET", "/", { "x-forwarded-for": forged, forwarded: `for=${"a"}`, "x-real-ip": "10.9.9.9" });
    for (const { context } of reached) expect(context).toMatchObject({ clientAddress: "127.0.0.1" });
  });
  test("refused writes and what browsers report are lines of the log, without a word of anybody", async () => {
    const lines = () => {
      const written = readFileSync(logFile, "utf8").split("\n").filter(Boolean);
      return written.map((line) => JSON.parse(line) as Record<string, unknown>);
    };
    const before = lines().length;
    const report = { "document-uri": `${address}/verify/ABCD`, "violated-directive": "img-src", "blocked-uri": "data" };
    await post("/help", { ...form, origin: "https://evil.example" }, "a=1");
    await post("/csp-reports", { "content-type": "application/csp-report" }, JSON.stringify({ "csp-report": report }));
    const added = lines().slice(before);
    const said = { requestId: expect.stringMatching(/^\w{12}$/), level: "warn" };
    expect(added).toEqual([
      expect.objectContaining({ ...said, msg: "write refused", refusal: expect.any(String) }),
      expect.objectContaining({
        ...{ ...said, msg: "content security policy" },
        ...{ directive: "img-src", blocked: "data", page: "/verify/:" },
      }),
    ]);
    expect(JSON.stringify(added)).not.toMatch(/ABCD|evil\.example|127\.0\.0\.1/);
  });
  test("what browsers report of the policy is taken without an answer, whatever it is", async () => {
    const { headers } = await send("GET", "/healthz");
    expect(headers["content-security-policy"]).toContain("report-uri /csp-reports;report-to csp");
    expect(headers["reporting-endpoints"]).toBe(`csp="${address}/csp-reports"`);
    const report = JSON.stringify({ "csp-report": { "document-uri": `${address}/`, "violated-directive": "img-src" } });
    const type = { "content-type": "application/csp-report" };
    expect((await post("/csp-reports", type, report)).status).toBe(204);
    expect((await post("/csp-reports", type, "{{{")).status).toBe(204);
    expect((await post("/csp-reports", type, `"${"x".repeat(20_000)}"`)).status).toBe(204);
    expect((await post("/csp-reports", { "content-type": "application/xml" }, "<a/>")).status).toBe(204);
    expect((await send("GET", "/csp-reports")).status).toBe(204);
    for (let each = 0; each < 80; each++) expect((await post("/csp-reports", type, report)).status).toBe(204);
    expect(reached).toEqual([]);
  });
  test("the modules of the passkey script come from here, and nothing beside them", async () => {
    const module = await send("GET", "/scripts/simplewebauthn/methods/startAuthentication.js");
    expect([module.status, module.headers["content-type"]]).toEqual([200, expect.stringMatching(/javascript/)]);
    reached = [];
    for (const path of ["/scripts/simplewebauthn/..%2fpackage.json", "/scripts/simplewebauthn/%2e%2e/package.json"])
      expect((await send("GET", path)).body).not.toContain("simplewebauthn/browser");
  });
});

describe("files", () => {
  test.each([
    ...["/.env", "/.git/config", "/.git/HEAD", "/package.json", "/package-lock.json", "/.data/where.json"],
    ...["/assets/.env", "/assets/..%2f.env", "/assets/../.env", "/assets/%2e%2e/%2e%2e/package.json", "/assets//.env"],
    ...["/..%2fpackage.json", "/%2e%2e/package.json", "/../package.json", "/..%5cpackage.json", "/./.env"],
    ...["/scripts/simplewebauthn/.env", "/scripts/simplewebauthn/../../package.json", "/app/server.ts"],
  ])("beside those that are served are not: %s", async (path) => {
    const { status, body } = await send("GET", path);
    expect(body).not.toMatch(/KEY_ENCRYPTION_KEY|"version"|"dependencies"/);
    // What is no file of ours is for the application to answer, which knows no such page.
    if (status !== 404 && status !== 400) expect([status, body, reached.length]).toEqual([200, "reached", 1]);
  });
  test.each(["/assets/", "/assets", "/scripts/", "/scripts/simplewebauthn", "/scripts/simplewebauthn/methods/"])(
    "%s lists nothing",
    async (path) => {
      const { body } = await send("GET", path);
      expect(body).not.toMatch(/app-1a2b|startAuthentication|robots\.txt|Index of/i);
      expect(body === "reached" || /404|Nuk u gjet|nuk/.test(body)).toBe(true);
    },
  );
});

test("a failure tells a reference and nothing about itself", async () => {
  for (const path of ["/broken", "/broken.data"]) {
    const { status, headers, body } = await send("GET", path);
    expect(status).toBe(500);
    expect(headers["x-request-id"]).toMatch(/^\w{12}$/);
    expect(body).not.toMatch(/355691234567|\.tsx?:\d|node_modules|\bat \S+ \(/);
  }
});

describe("for operators", () => {
  test("health, readiness, metrics", async () => {
    expect(await send("GET", "/healthz")).toMatchObject({ status: 200, body: "ok\n" });
    expect((await send("GET", "/readyz")).status).toBe(200);
    isReady = false;
    expect((await send("GET", "/readyz")).status).toBe(503);
    const { body } = await send("GET", "/metrics");
    expect(body).toMatch(/http_requests_total\{method="GET",status="200"\} \d+/);
  });
  test("metrics only without a proxy between", async () => {
    expect((await send("GET", "/metrics", { "x-forwarded-for": "127.0.0.1" })).status).toBe(404);
  });
});

test("files are kept as long as they may be, pages are not", async () => {
  expect((await send("GET", "/assets/app-1a2b.js")).headers["cache-control"]).toBe(
    "public, max-age=31536000, immutable",
  );
  expect((await send("GET", "/robots.txt")).headers["cache-control"]).toBe("public, max-age=3600");
  expect((await send("GET", "/desk/requests")).headers["cache-control"]).toBe("no-store");
  expect((await send("GET", "/helpers")).headers["cache-control"]).toBe("no-store");
  expect((await send("GET", "/verify/1")).headers["cache-control"]).toBe("private, no-cache");
});

test("half a request does not bring the server down", async () => {
  await new Promise<void>((resolve) => {
    const { port } = new URL(address);
    const socket = connectSocket(Number(port), "127.0.0.1", () => {
      socket.write(
        `POST /help HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: ${address}\r\nContent-Type: ${form["content-type"]}\r\nContent-Length: 100\r\n\r\nabc`,
      );
      setTimeout(() => socket.destroy(), 50);
    });
    socket.on("close", () => resolve());
  });
  expect((await send("GET", "/healthz")).status).toBe(200);
});

test("a taken port leads to the next one", async () => {
  const first = await listen("127.0.0.1", 0, 0);
  const second = await listen("127.0.0.1", first.port, 10);
  expect(second.port).toBeGreaterThan(first.port);
  await expect(listen("127.0.0.1", first.port, 0)).rejects.toMatchObject({ code: "EADDRINUSE" });
  await Promise.all([shutDown(first.server, 10), shutDown(second.server, 10)]);
});
