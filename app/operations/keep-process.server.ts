import type { ChildProcess } from "node:child_process";
import { logger } from "./logger.server";

/** Keeps one process alive: one that ends is begun again, later each time it ends at once. */
export function keepProcess(name: string, begin: () => ChildProcess): { stop(): Promise<void> } {
  let stopping = false;
  let child: ChildProcess;
  let wait = 1_000;
  let again: NodeJS.Timeout | undefined;

  function start(): void {
    const began = Date.now();
    child = begin();
    child.on("exit", (code, signal) => {
      if (stopping) return;
      wait = Date.now() - began > 60_000 ? 1_000 : Math.min(wait * 2, 30_000);
      logger().error({ process: name, code: signal ?? code, againInMs: wait }, "a process ended");
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
      const cut = setTimeout(() => child.kill("SIGKILL"), 15_000);
      await ended;
      clearTimeout(cut);
    },
  };
}
