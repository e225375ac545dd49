import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { logger } from "./logger.server";

const file = fileURLToPath(new URL("./work.server.ts", import.meta.url));

/** Keeps one worker process alive: one that ends is started again, later each time it ends at once. */
export function keepWorker(): { stop(): Promise<void> } {
  let stopping = false;
  let child: ChildProcess;
  let wait = 1_000;
  let again: NodeJS.Timeout | undefined;

  function start(): void {
    const began = Date.now();
    child = fork(file, { execArgv: ["--import", "tsx"], stdio: ["ignore", "inherit", "inherit", "ipc"] });
    child.on("exit", (code, signal) => {
      if (stopping) return;
      wait = Date.now() - began > 60_000 ? 1_000 : Math.min(wait * 2, 30_000);
      logger().error({ code: signal ?? code, againInMs: wait }, "the worker ended");
      again = setTimeout(start, wait);
    });
  }

  start();
  return {
    async stop() {
      stopping = true;
      clearTimeout(again);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      const cut = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(cut);
    },
  };
}
