import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** Where clamd listens. */
export type ScannerAddress = { host: string; port: number } | { path: string };

export type Verdict = { clean: true } | { clean: false; finding: string };

/** Milliseconds without a word from clamd. */
const SILENCE = 60_000;
const CHUNK = 64 * 1024;
const ANSWER_AT_MOST = 4_096;

/** True where clamd is there and answers. */
export async function scannerAnswers(address: ScannerAddress, silence = 5_000): Promise<boolean> {
  try {
    return (await asked(address, silence, async (socket) => void (await send(socket, "zPING\0")))) === "PONG";
  } catch {
    return false;
  }
}

/**
 * Lets clamd look at a stream (INSTREAM) and answers with what it says. Throws where it is away, silent for `silence`
 * milliseconds, or says neither OK nor FOUND: then nothing is known about the content.
 */
export async function scanStream(
  address: ScannerAddress,
  content: AsyncIterable<Uint8Array>,
  silence = SILENCE,
): Promise<Verdict> {
  const answer = await asked(address, silence, async (socket) => {
    await send(socket, "zINSTREAM\0");
    for await (const bytes of content)
      for (let from = 0; from < bytes.length; from += CHUNK) {
        const chunk = bytes.subarray(from, from + CHUNK);
        await send(socket, Buffer.concat([lengthOf(chunk), chunk]));
      }
    await send(socket, lengthOf(new Uint8Array()));
  });
  if (answer === "stream: OK") return { clean: true };
  const [, finding] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
  if (finding) return { clean: false, finding: finding.replace(/[^\w.:/()-]/g, "_").slice(0, 200) };
  throw new Error("the scanner does not say what it found");
}

/** One connection, one command, one answer; clamd may answer before everything was sent. */
async function asked(
  address: ScannerAddress,
  silence: number,
  command: (socket: Socket) => Promise<void>,
): Promise<string> {
  const socket = connect(address);
  socket.setTimeout(silence, () => socket.destroy(new Error("the scanner is silent")));
  const answered = answerOf(socket);
  answered.catch(() => {});
  try {
    const sent = once(socket, "connect").then(() => command(socket));
    sent.catch(() => {});
    await Promise.race([sent, answered]);
    return await answered;
  } finally {
    socket.destroy();
  }
}

async function answerOf(socket: Socket): Promise<string> {
  let said = "";
  for await (const chunk of socket) {
    said += (chunk as Buffer).toString("latin1");
    const end = said.indexOf("\0");
    if (end !== -1) return said.slice(0, end).trim();
    if (said.length > ANSWER_AT_MOST) break;
  }
  throw new Error("the scanner does not answer");
}

async function send(socket: Socket, bytes: string | Buffer): Promise<void> {
  if (socket.destroyed) throw new Error("the scanner has hung up");
  if (!socket.write(bytes)) await once(socket, "drain");
}

function lengthOf(chunk: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(chunk.length);
  return length;
}
