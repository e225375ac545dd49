import cluster, { type Worker } from "node:cluster";
import { fileURLToPath } from "node:url";
import type { Counts } from "#app/http/metrics.server";
import { keepProcess } from "./keep-process.server";
import type { Running } from "./serve.server";
import type { Said, Told } from "./web-process.server";

type Listening = Extract<Said, { kind: "listening" }>;

/**
 * Answers on one port from `count` processes. The first takes the port and says that it is starting; `open` brings the
 * others. One that ends is begun again. Throws the failure's code where the port cannot be had.
 */
export async function serveFromProcesses(count: number): Promise<Running> {
  cluster.setupPrimary({
    exec: fileURLToPath(new URL("./web-process.server.ts", import.meta.url)),
    args: [],
    execArgv: ["--import", "tsx"],
  });
  let isOpen = false;
  let taken: Listening | undefined;
  const first = Promise.withResolvers<Listening>();

  const begin = () => {
    const worker = cluster.fork(taken ? { PORT: String(taken.port) } : {});
    worker.on("message", (said: Said) => {
      if (said.kind === "listening") {
        first.resolve(said);
        if (isOpen) tell(worker, { kind: "open" });
      }
      if (said.kind === "refused") first.reject(Object.assign(new Error("not listening"), { code: said.code }));
      if (said.kind === "count_all")
        countAll().then((all) => tell(worker, { kind: "counted_all", question: said.question, all }));
    });
    worker.on("exit", () => first.reject(new Error("the server's process ended")));
    return worker.process;
  };

  const kept = [keepProcess("web", begin)];
  const stop = async () => {
    await Promise.all(kept.map((process) => process.stop()));
  };
  try {
    taken = await first.promise;
  } catch (failure) {
    await stop();
    throw failure;
  }
  return {
    address: taken.address,
    port: taken.port,
    wantedPort: taken.wantedPort,
    open() {
      isOpen = true;
      for (const worker of workers()) tell(worker, { kind: "open" });
      while (kept.length < count) kept.push(keepProcess("web", begin));
    },
    stop,
  };
}

function workers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}

function tell(worker: Worker, told: Told): void {
  if (worker.isConnected()) worker.send(told);
}

let questions = 0;

/** What every process has counted; one that does not answer within half a second is left out. */
async function countAll(): Promise<Counts[]> {
  const question = questions++;
  const asked = workers().map(
    (worker) =>
      new Promise<Counts[]>((resolve) => {
        const hear = (said: Said) => {
          if (said.kind !== "counted" || said.question !== question) return;
          end([said.counts]);
        };
        const end = (counts: Counts[]) => {
          worker.off("message", hear);
          clearTimeout(cut);
          resolve(counts);
        };
        const cut = setTimeout(() => end([]), 500);
        worker.on("message", hear);
        tell(worker, { kind: "count", question });
      }),
  );
  return (await Promise.all(asked)).flat();
}
