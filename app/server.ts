import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from "express";
import { areaBuilds } from "./http/area-builds";
import { bodyRefusal } from "./http/body-limits";
import { clientAddress, proxyList } from "./http/client-address";
import { cspReports } from "./http/csp-reports.server";
import { reportAddress, securityHeaders } from "./http/headers.server";
import { type Counts, metricsText, type RequestMetrics, requestMetrics } from "./http/metrics.server";
import { RETRY_AFTER, truthfulBuild } from "./http/outage";
import { type PlainMessage, plainMessages, plainPage } from "./http/plain-page";
import { routePatterns } from "./http/route-pattern";
import { writeRefusal } from "./http/write-guard";
import type { DatabaseWatch } from "./operations/database-watch.server";
import { describeFailure, logFailure, logger } from "./operations/logger.server";
import { paths } from "./paths";

export interface ServerOptions {
  build: ServerBuild | (() => Promise<ServerBuild>);
  /** Our address as browsers see it; writing requests from any other are refused. */
  origin: () => string;
  demo: boolean;
  production: boolean;
  quickExitUrl: string;
  trustedProxies: readonly string[];
  proxyHeader: string;
  /** Whether the database answers, and when it ceases to. */
  watch: Pick<DatabaseWatch, "answers" | "onSilence">;
  /** Where this process counts its requests, and how to hear what all processes have counted: alone unless told. */
  metrics?: RequestMetrics;
  countsOfAll?: () => Promise<Counts[]>;
  /** Where `remix vite:build` put what browsers fetch; absent in development. */
  clientFolder?: string;
  /** Vite's middlewares in development. */
  development?: RequestHandler;
}

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);
const publicAddresses = /^\/(?:trainings|library|network|verify)?(?:[/.]|$)/;

/** The HTTP server in front of Remix: identity, headers, guards, limits, files, health; then the application. */
export async function createApp(options: ServerOptions): Promise<Express> {
  const app = express();
  app.disable("x-powered-by");
  app.set("etag", false);
  // Whatever a client says about itself has been removed or checked by `identify` before Express looks.
  app.set("trust proxy", () => true);
  const metrics = options.metrics ?? requestMetrics();
  const countsOfAll = options.countsOfAll ?? (async () => [metrics.counts()]);
  const { routes } = typeof options.build === "function" ? await options.build() : options.build;
  const patternOf = routePatterns(Object.values(routes).filter((route) => route !== undefined));

  app.use(identify(options));
  app.use(recordRequests(patternOf, metrics));
  app.use(securityHeaders({ ...options, development: options.development !== undefined }));
  app.use(refuseMalformed(options));
  app.use(health(options, countsOfAll));
  app.use(compression({ threshold: 1024 }));
  app.use(reportAddress, ...cspReports(options.origin, patternOf));
  app.use("/scripts/simplewebauthn", modulesOf("@simplewebauthn/browser", "../esm"));
  app.use("/scripts/idb", modulesOf("idb", "."));
  app.use("/scripts/qr", modulesOf("qr", "."));
  app.use("/scripts/door-worker.js", doorWorker);
  if (options.development) app.use(options.development);
  if (options.clientFolder) app.use(...files(options.clientFolder));
  app.use(guardWrites(options.origin));
  app.use(limitBodies);
  app.use(defaultCaching);
  app.use(whileDatabaseAnswers(options));
  app.all("*", application(options));
  app.use(answerFailure);
  return app;
}

function application({ build, production }: ServerOptions): RequestHandler {
  const handlerOf = (part: ServerOptions["build"]) =>
    createRequestHandler({
      build: part,
      mode: production ? "production" : "development",
      getLoadContext: (_, response) => ({
        nonce: response.locals.nonce,
        requestId: response.locals.requestId,
        clientAddress: response.locals.clientAddress,
      }),
    });
  if (typeof build === "function") return handlerOf(build);
  const note = (failure: unknown, route: string) => logger().warn({ route, ...describeFailure(failure) }, "outage");
  const partOf = areaBuilds(truthfulBuild(build, note));
  const handlers = new Map<ServerBuild, RequestHandler>();
  return (request, response, next) => {
    const part = partOf(request.path);
    const handler = handlers.get(part) ?? handlerOf(part);
    handlers.set(part, handler);
    return handler(request, response, next);
  };
}

/** Listens on the first free port from `port` on (`steps` further ones are tried); 0 takes any. */
export async function listen(host: string, port: number, steps: number): Promise<{ server: Server; port: number }> {
  for (let step = 0; ; step += 1) {
    const server = createServer();
    // 25 MB over a slow line take minutes.
    server.requestTimeout = 300_000;
    server.headersTimeout = 20_000;
    server.keepAliveTimeout = 65_000;
    try {
      await listening(server, port === 0 ? 0 : port + step, host);
      return { server, port: (server.address() as AddressInfo).port };
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code !== "EADDRINUSE" || step >= steps) throw failure;
    }
  }
}

async function listening(server: Server, port: number, host: string): Promise<void> {
  // Browsers try ::1 first for `localhost`: somebody else there would answer in our place.
  if (host === "127.0.0.1" && port !== 0) await freeOnIpv6(port);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

function freeOnIpv6(port: number): Promise<void> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once("error", (failure: NodeJS.ErrnoException) =>
      failure.code === "EADDRINUSE" ? reject(failure) : resolve(),
    );
    probe.listen({ port, host: "::1", ipv6Only: true }, () => probe.close(() => resolve()));
  });
}

/** Takes no new requests, lets running ones end within `patience` milliseconds. */
export async function shutDown(server: Server, patience = 10_000): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), patience);
  await closed;
  clearTimeout(cut);
}

function identify({ origin, trustedProxies, proxyHeader }: ServerOptions): RequestHandler {
  const proxies = proxyList(trustedProxies);
  return (request, response, next) => {
    response.locals.requestId = randomBytes(9).toString("base64url").replace(/[-_]/g, "0");
    response.locals.nonce = randomBytes(16).toString("base64");
    response.locals.forwarded = Object.keys(request.headers).some((name) => isForwarded(name) || name === proxyHeader);
    const told = request.headers[proxyHeader];
    response.locals.clientAddress = clientAddress(
      request.socket.remoteAddress,
      Array.isArray(told) ? told.join(",") : told,
      proxies,
    );
    response.locals.host = request.headers.host ?? "";
    for (const name of Object.keys(request.headers)) if (isForwarded(name)) delete request.headers[name];
    // Remix and the application see one address only, ours: neither Host nor a proxy can talk them into another.
    const own = new URL(origin());
    request.headers.host = own.host;
    request.headers["x-forwarded-proto"] = own.protocol.slice(0, -1);
    response.setHeader("X-Request-Id", response.locals.requestId);
    next();
  };
}

function isForwarded(name: string): boolean {
  return name.startsWith("x-forwarded-") || name === "forwarded" || name === "x-real-ip";
}

function recordRequests(patternOf: (path: string) => string, metrics: RequestMetrics): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    response.on("close", () => {
      const ms = Math.round(performance.now() - began);
      metrics.observe(request.method, response.statusCode, ms);
      const path = patternOf(request.path);
      if (path === "/healthz" || path === "/readyz" || path === "/assets/:") return;
      const level = response.statusCode >= 500 ? "error" : "info";
      const { requestId } = response.locals;
      logger()[level]({ requestId, method: request.method, path, status: response.statusCode, ms }, "request");
    });
    next();
  };
}

function refuseMalformed({ demo, origin }: ServerOptions): RequestHandler {
  return (request, response, next) => {
    const { method, originalUrl } = request;
    if (method === "OPTIONS") {
      response.setHeader("Allow", [...methods].join(", "));
      response.status(204).end();
      return;
    }
    if (!methods.has(method)) return answer(response, 405, plainMessages.wrongMethod);
    const address = readable(originalUrl);
    if (!address) return answer(response, 400, plainMessages.malformed);
    // Remix would serve one loader's data by its file's name, or the list of all addresses.
    if (address.searchParams.has("_data") || /^\/+__manifest\/?$/i.test(address.pathname))
      return answer(response, 404, plainMessages.notFound);
    if (demo && !isOwnHost(response.locals.host, origin())) {
      const { port } = new URL(origin());
      if (response.locals.host !== `127.0.0.1:${port}` || (method !== "GET" && method !== "HEAD"))
        return answer(response, 421, plainMessages.foreign);
      response.redirect(307, `${origin()}${originalUrl}`);
      return;
    }
    next();
  };
}

/** The address, or nothing where it has no path, broken escapes or a NUL (which PostgreSQL's text cannot hold). */
function readable(originalUrl: string): URL | undefined {
  if (!originalUrl.startsWith("/") || !URL.canParse(`http://x${originalUrl}`)) return undefined;
  const address = new URL(`http://x${originalUrl}`);
  try {
    if (decodeURIComponent(address.pathname).includes("\0")) return undefined;
  } catch {
    return undefined;
  }
  return address.search.includes("%00") ? undefined : address;
}

function isOwnHost(host: string, origin: string): boolean {
  return host === new URL(origin).host;
}

function health({ watch }: ServerOptions, countsOfAll: () => Promise<Counts[]>): RequestHandler {
  return async (request, response, next) => {
    if (request.path === "/healthz") return say(response, 200, "ok\n");
    if (request.path === "/readyz")
      return watch.answers() ? say(response, 200, "ready\n") : say(response, 503, "the database does not answer\n");
    if (request.path === "/metrics") {
      if (!isLocal(request, response)) return answer(response, 404, plainMessages.notFound);
      return say(response, 200, metricsText(await countsOfAll()));
    }
    next();
  };
}

function isLocal(request: Request, response: Response): boolean {
  return /^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? "") && !response.locals.forwarded;
}

function say(response: Response, status: number, text: string): void {
  response.setHeader("Cache-Control", "no-store");
  response.status(status).type("text/plain").send(text);
}

function files(folder: string): [RequestHandler, RequestHandler] {
  const settings = { index: false, redirect: false, dotfiles: "ignore" as const };
  const built = express.static(`${folder}/assets`, { ...settings, immutable: true, maxAge: "1y", fallthrough: false });
  const others = express.static(folder, { ...settings, maxAge: "1h" });
  return [
    (request, response, next) => {
      if (!request.path.startsWith("/assets/")) return next();
      request.url = request.url.slice("/assets".length);
      built(request, response, (failure) => {
        if (!response.headersSent) answer(response, failure ? 404 : 405, plainMessages.notFound);
      });
    },
    // A page's address has no dot: the disk is not asked for it.
    (request, response, next) => (/\.[a-z\d]+$/i.test(request.path) ? others(request, response, next) : next()),
  ];
}

/** The modules of a package as they are published, beside its entry or in `folder`; own scripts import them. */
function modulesOf(name: string, folder: string): RequestHandler {
  const root = join(dirname(createRequire(import.meta.url).resolve(name)), folder);
  return express.static(root, { index: false, redirect: false, dotfiles: "ignore", maxAge: "1h" });
}

/** The worker lies among the scripts and keeps the doors of events, one address each. */
const doorWorker: RequestHandler = (_request, response, next) => {
  response.setHeader("Service-Worker-Allowed", "/teach/events/");
  next();
};

function guardWrites(origin: () => string): RequestHandler {
  return (request, response, next) => {
    const refusal = writeRefusal(
      { method: request.method, fetchSite: request.get("sec-fetch-site"), origin: request.get("origin") },
      origin(),
    );
    if (!refusal) return next();
    logger().warn({ requestId: response.locals.requestId, refusal }, "write refused");
    answer(response, 403, plainMessages.foreign);
  };
}

const limitBodies: RequestHandler = (request, response, next) => {
  const refusal = bodyRefusal({
    method: request.method,
    path: request.path,
    contentType: request.get("content-type"),
    contentLength: request.get("content-length"),
    transferEncoding: request.get("transfer-encoding"),
  });
  if (!refusal) return next();
  // What is still to come is not read.
  response.setHeader("Connection", "close");
  answer(response, refusal.status, plainMessages[refusal.reason]);
};

/**
 * Without the database nobody waits: a new request is refused, and one that is under way hears that its end is not known.
 */
function whileDatabaseAnswers({ watch }: ServerOptions): RequestHandler {
  return (request, response, next) => {
    // Leaving the help pages never depends on anything.
    if (request.path === paths.helpExit) return next();
    const reads = request.method === "GET" || request.method === "HEAD";
    const refuse = (message: PlainMessage) => {
      response.setHeader("Retry-After", RETRY_AFTER);
      answer(response, 503, message);
    };
    if (!watch.answers()) return refuse(reads ? plainMessages.away : plainMessages.notKept);
    const forget = watch.onSilence(() => {
      if (!response.headersSent) refuse(reads ? plainMessages.away : plainMessages.uncertain);
    });
    response.on("close", forget);
    next();
  };
}

/** Nothing is kept by browsers or proxies unless the page says so; public pages may be asked about again. */
const defaultCaching: RequestHandler = (request, response, next) => {
  const { writeHead } = response;
  response.writeHead = function withCaching(...given: Parameters<typeof writeHead>) {
    if (!response.hasHeader("Cache-Control"))
      response.setHeader("Cache-Control", publicAddresses.test(request.path) ? "private, no-cache" : "no-store");
    return writeHead.apply(response, given);
  } as typeof writeHead;
  next();
};

const answerFailure: ErrorRequestHandler = (failure, _request, response, next) => {
  // The answer was given when the database fell silent; what came of the request later has nobody to hear it.
  if (response.writableEnded) return;
  const status = Number(failure?.status ?? failure?.statusCode);
  if (!(status >= 400 && status < 500)) logFailure(failure, { requestId: response.locals.requestId });
  if (response.headersSent) return next(failure);
  if (status >= 400 && status < 500) return answer(response, status, plainMessages.malformed);
  answer(response, 500, plainMessages.failure);
};

function answer(response: Response, status: number, message: PlainMessage): void {
  response.setHeader("Cache-Control", "no-store");
  response
    .status(status)
    .type("html")
    .send(plainPage(message, response.locals.requestId ?? ""));
}
