import { fileURLToPath } from "node:url";
import { refreshEnvironment } from "#app/env.server";
import { type Counts, requestMetrics } from "#app/http/metrics.server";
import { closeDatabase } from "#db/client.server";
import { logFailure } from "./logger.server";
import { serve } from "./serve.server";

/** What a process that answers requests says to the starter. */
export type Said =
  | { kind: "listening"; address: string; port: number; wantedPort: number }
  | { kind: "refused"; code: string }
  | { kind: "counted"; question: number; counts: Counts }
  | { kind: "count_all"; question: number };

/** What the starter says to it. */
export type Told =
  | { kind: "open" }
  | { kind: "count"; question: number }
  | { kind: "counted_all"; question: number; all: Counts[] };

const root = fileURLToPath(new URL("../..", import.meta.url));
const metrics = requestMetrics();
const waiting = new Map<number, (all: Counts[]) => void>();
let questions = 0;
const STOPS_WITHIN = 20_000;
let stopping = false;

// Node would print the message, and messages of failed queries hold what people wrote.
process.on("uncaughtException", (failure) => {
  logFailure(failure);
  process.exit(1);
});
process.on("unhandledRejection", (failure) => logFailure(failure));

const running = await serve({ root, development: false, metrics, countsOfAll }).catch((failure) => {
  say({ kind: "refused", code: String((failure as NodeJS.ErrnoException).code ?? "") });
  throw failure;
});
process.env.PERKRAH_ADDRESS = running.address;
refreshEnvironment();

process.on("message", (told: Told) => {
  if (told.kind === "open") running.open();
  if (told.kind === "count") say({ kind: "counted", question: told.question, counts: metrics.counts() });
  if (told.kind === "counted_all") waiting.get(told.question)?.(told.all);
});
process.on("SIGTERM", stop);
// The terminal's Ctrl-C reaches everybody; the starter decides when we stop.
process.on("SIGINT", () => {});
process.on("SIGHUP", () => {});
// The starter is gone, perhaps killed: nobody would ever stop us.
process.on("disconnect", stop);
if (!process.connected) await stop();
say({ kind: "listening", address: running.address, port: running.port, wantedPort: running.wantedPort });

function say(message: Said): void {
  if (process.connected) process.send?.(message);
}

/** The counts of every process, asked of the starter; the own ones where it does not answer. */
function countsOfAll(): Promise<Counts[]> {
  const question = questions++;
  return new Promise<Counts[]>((resolve) => {
    waiting.set(question, resolve);
    say({ kind: "count_all", question });
    setTimeout(() => resolve([metrics.counts()]), 1_000).unref();
  }).finally(() => waiting.delete(question));
}

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // Nobody would know of a process that waits for a database without an answer.
  setTimeout(() => process.exit(1), STOPS_WITHIN).unref();
  await running.stop().catch((failure) => logFailure(failure));
  await closeDatabase();
  process.exit(0);
}
