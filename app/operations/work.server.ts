import { constants, setPriority } from "node:os";
import { startWorker } from "#app/jobs/worker.server";
import { closeDatabase } from "#db/client.server";
import { logFailure, logger } from "./logger.server";

// Node would print the message, and messages of failed queries hold what people wrote.
process.on("uncaughtException", (failure) => {
  logFailure(failure, { job: "worker" });
  process.exit(1);
});

// Somebody is waiting for a page; nobody is for a job.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const STOPS_WITHIN = 20_000;
const starting = startWorker();
let stopping = false;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // A database that does not answer would keep us, and nobody would know of us any more.
  setTimeout(() => process.exit(1), STOPS_WITHIN).unref();
  await starting.then((worker) => worker.stop()).catch((failure) => logFailure(failure, { job: "stop" }));
  await closeDatabase();
  process.exit(0);
}

process.on("SIGTERM", stop);
// The terminal's Ctrl-C reaches everybody; the starter decides when we stop.
process.on("SIGINT", process.send ? () => {} : stop);
// The starter is gone, perhaps killed: nobody would ever stop us.
process.on("disconnect", stop);
await starting;
logger().info("the worker works");
