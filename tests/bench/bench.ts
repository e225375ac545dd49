import { request } from "node:http";
import { cpus, totalmem } from "node:os";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import autocannon from "autocannon";
import { env, refreshEnvironment } from "#app/env.server";
import { closeDatabase, setDatabase } from "#db/client.server";
import { startTestApp, type TestApp, type TestAppOptions } from "#tests/support/app";
import { copyOf, type TestDatabase, type TestTemplate } from "#tests/support/database";

/** What `tests/bench/NAME.bench.ts` exports by default. */
export interface BenchFile {
  default(bench: Bench): Promise<void>;
}

export interface Row {
  name: string;
  size?: number;
  medianMs?: number;
  p95Ms?: number;
  p99Ms?: number;
  perSecond?: number;
  bytes?: number;
  errors?: number;
  /** Of signed rows, of the others, of all: what a photo of a signature sheet was read as. */
  recallPercent?: number;
  missedPercent?: number;
  falseTicksPercent?: number;
  unsurePercent?: number;
}

export interface MeasureOptions {
  name: string;
  size?: number;
  /** Measured rounds, 20 unless told; as many as a fifth of them go before, unmeasured. */
  rounds?: number;
  /** Before each round, not measured. */
  before?: () => Promise<void>;
  work: () => Promise<unknown>;
  /** Things done in one round, where a rate is asked. */
  each?: number;
  bytes?: number;
}

export interface LoadOptions {
  name: string;
  size?: number;
  url: string;
  seconds?: number;
  connections?: number;
  headers?: Record<string, string>;
  bytes?: number;
}

export type Bench = ReturnType<typeof benchOn>;

/** What a bench works with: fresh databases, the production server on its own port, and rows of figures. */
export function benchOn(template: TestTemplate) {
  const ends: (() => Promise<void>)[] = [];
  return {
    /** The server and database that everything here is copied from. */
    template,
    /** A fresh database, which `database()` answers from here on. */
    async database(): Promise<TestDatabase> {
      const made = await copyOf(template, (end) => ends.unshift(end));
      process.env.DATABASE_URL = made.databaseUrl;
      process.env.DATABASE_OWNER_URL = made.ownerUrl;
      refreshEnvironment();
      setDatabase(made.app);
      return made;
    },
    /** The production build on a database of its own; the generator is its proxy, so that limits see many addresses. */
    async app(options: TestAppOptions = {}): Promise<TestApp> {
      const app = await startTestApp(template, {
        ...options,
        environment: {
          TRUSTED_PROXY: "127.0.0.1",
          LOG_LEVEL: "error",
          // As many processes as an installation has that says nothing about them.
          WEB_PROCESSES: String(env().webProcesses),
          ...options.environment,
        },
      });
      ends.unshift(app.stop);
      return app;
    },
    measure,
    load,
    visit,
    print,
    async end(): Promise<void> {
      for (const end of ends.splice(0)) await end();
      await closeDatabase();
    },
  };
}

/** An address of the documentation's networks, another one for every `index`. */
export function someAddress(index: number): string {
  return `2001:db8:${(index & 0xffff).toString(16)}:${((index >>> 16) & 0xffff).toString(16)}::1`;
}

/** Prints one line of figures with the machine they were taken on. */
function print(row: Row): void {
  const rounded = Object.entries(row).map(([key, value]) => [
    key,
    typeof value === "number" ? Math.round(value * 100) / 100 : value,
  ]);
  process.stdout.write(`${JSON.stringify({ ...Object.fromEntries(rounded), machine: machine() })}\n`);
}

async function measure({ name, size, rounds = 20, before, work, each, bytes }: MeasureOptions): Promise<Row> {
  const times: number[] = [];
  let errors = 0;
  const warmUps = Math.max(1, Math.floor(rounds / 5));
  for (let round = -warmUps; round < rounds; round += 1) {
    await before?.();
    const began = performance.now();
    try {
      await work();
    } catch {
      errors += 1;
    }
    if (round >= 0) times.push(performance.now() - began);
  }
  const total = times.reduce((sum, time) => sum + time, 0);
  const row = {
    name,
    ...(size !== undefined && { size }),
    ...percentiles(times),
    ...(each !== undefined && { perSecond: (each * rounds * 1000) / total }),
    ...(bytes !== undefined && { bytes }),
    errors,
  };
  print(row);
  return row;
}

/** Median, 95th and 99th percentile of times in milliseconds. */
export function percentiles(times: number[]): { medianMs: number; p95Ms: number; p99Ms: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { medianMs: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}

/** Asks for one address as fast as it is answered, from many client addresses. */
async function load({ name, size, url, seconds = 10, connections = 16, headers, bytes }: LoadOptions): Promise<Row> {
  let asked = 0;
  let times: number[] = [];
  const ask = (duration: number) => {
    times = [];
    return autocannon({
      url,
      connections,
      duration,
      setupClient: (client) => client.on("response", (_status, _bytes, took) => times.push(took)),
      requests: [
        {
          method: "GET",
          setupRequest: (request) => {
            asked += 1;
            return { ...request, headers: { ...request.headers, ...headers, "x-forwarded-for": someAddress(asked) } };
          },
        },
      ],
    });
  };
  await ask(2);
  const result = await ask(seconds);
  const row = {
    name,
    ...(size !== undefined && { size }),
    ...percentiles(times),
    perSecond: result.requests.average,
    ...(bytes !== undefined && { bytes }),
    errors: result.errors + result.non2xx,
  };
  print(row);
  return row;
}

/** The bytes that a first visit brings over the wire, compressed: the page and what it links to on our own server. */
async function visit(address: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  const compressed = { ...headers, "accept-encoding": "br, gzip" };
  const page = await wire(new URL(path, address), compressed);
  const links = [...page.text.matchAll(/<(?:link|script|img)[^>]+(?:href|src)="(\/[^"]+)"/g)].map(
    ([, link]) => link ?? "/",
  );
  const files = await Promise.all([...new Set(links)].map((link) => wire(new URL(link, address), compressed)));
  return files.reduce((sum, { bytes }) => sum + bytes, page.bytes);
}

function wire(url: URL, headers: Record<string, string>): Promise<{ bytes: number; text: string }> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const body = Buffer.concat(parts);
        const encoding = answer.headers["content-encoding"];
        const plain = encoding === "br" ? brotliDecompressSync(body) : encoding === "gzip" ? gunzipSync(body) : body;
        const head = answer.rawHeaders.reduce((sum, part) => sum + Buffer.byteLength(part) + 2, 17);
        resolve({ bytes: body.length + head, text: plain.toString("utf8") });
      });
    })
      .on("error", reject)
      .end();
  });
}

function machine(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model.trim() ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
}
