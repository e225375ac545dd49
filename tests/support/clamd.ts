import { createServer, type Server, type Socket } from "node:net";
import { afterAll } from "vitest";
import { refreshEnvironment } from "#app/env.server";
import { eicar } from "./hostile-files";

export type ClamdMood = "well" | "silent" | "hangs up" | "too large" | "garbled";

/** A server that speaks clamd's protocol over a real socket, and can be in a bad mood. */
export interface Clamd {
  mood: ClamdMood;
  /** Streams that it has seen to their end. */
  seen: Buffer[];
  address: { host: string; port: number } | { path: string };
  stop(): Promise<void>;
}

/** Listens on a free port, or on `path`. */
export async function startClamd(path?: string): Promise<Clamd> {
  const clamd: Clamd = { mood: "well", seen: [], address: { host: "127.0.0.1", port: 0 }, stop: async () => {} };
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => {});
    converse(socket, clamd).catch(() => socket.destroy());
  });
  await new Promise<void>((listening) =>
    path ? server.listen(path, listening) : server.listen(0, "127.0.0.1", listening),
  );
  const bound = server.address();
  clamd.address = path ? { path } : { host: "127.0.0.1", port: typeof bound === "object" && bound ? bound.port : 0 };
  clamd.stop = () =>
    new Promise((stopped) => {
      for (const socket of open) socket.destroy();
      server.close(() => stopped());
    });
  return clamd;
}

/** Points CLAMAV to it, or takes the setting away. */
export function useClamd(clamd: Clamd | null): void {
  if (!clamd) delete process.env.CLAMAV;
  else
    process.env.CLAMAV = "path" in clamd.address ? clamd.address.path : `${clamd.address.host}:${clamd.address.port}`;
  refreshEnvironment();
}

/** One that is there for the tests of a file. */
export async function clamdForTests(): Promise<Clamd> {
  const clamd = await startClamd();
  afterAll(async () => {
    useClamd(null);
    await clamd.stop();
  });
  return clamd;
}

async function converse(socket: Socket, clamd: Clamd): Promise<void> {
  const bytes = readerOf(socket);
  const command = await bytes.until(0);
  if (command === "zPING") {
    socket.end("PONG\0");
    return;
  }
  if (command !== "zINSTREAM") {
    socket.end("UNKNOWN COMMAND\0");
    return;
  }
  const chunks: Buffer[] = [];
  for (;;) {
    const length = (await bytes.exactly(4)).readUInt32BE(0);
    if (length === 0) break;
    chunks.push(await bytes.exactly(length));
    if (clamd.mood === "hangs up") return void socket.destroy();
    if (clamd.mood === "too large") return void socket.end("INSTREAM size limit exceeded. ERROR\0");
  }
  if (clamd.mood === "silent") return;
  if (clamd.mood === "garbled") return void socket.end("what?\0");
  const content = Buffer.concat(chunks);
  clamd.seen.push(content);
  socket.end(content.includes(eicar()) ? "stream: Eicar-Test-Signature FOUND\0" : "stream: OK\0");
}

function readerOf(socket: Socket) {
  let waiting = Buffer.alloc(0);
  const chunks = socket[Symbol.asyncIterator]();
  const more = async () => {
    const { value, done } = await chunks.next();
    if (done) throw new Error("the line was cut");
    waiting = Buffer.concat([waiting, value as Buffer]);
  };
  const take = (length: number) => {
    const taken = waiting.subarray(0, length);
    waiting = waiting.subarray(length);
    return taken;
  };
  return {
    async until(end: number) {
      while (!waiting.includes(end)) await more();
      const text = take(waiting.indexOf(end)).toString("latin1");
      take(1);
      return text;
    },
    async exactly(length: number) {
      while (waiting.length < length) await more();
      return Buffer.from(take(length));
    },
  };
}
