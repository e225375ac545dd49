import { startWorker } from "#app/jobs/worker.server";
import { closeDatabase } from "#db/client.server";
import { logFailure, logger } from "./logger.server";

// Node would print the message, and messages of failed queries hold what people wrote.
process.on("uncaughtException", (failure) => {
  logFailure(failure, { job: "worker" });
  process.exit(1);
});

const worker = await startWorker();
let stopping = false;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await worker.stop().catch((failure) => logFailure(failure, { job: "stop" }));
  await closeDatabase();
  process.exit(0);
}

process.on("SIGTERM", stop);
// The terminal's Ctrl-C reaches everybody; the starter decides when we stop.
process.on("SIGINT", process.send ? () => {} : stop);
// The starter is gone, perhaps killed: nobody would ever stop us.
process.on("disconnect", stop);
logger().info("the worker works");
