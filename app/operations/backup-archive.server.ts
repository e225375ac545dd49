import { createReadStream, createWriteStream } from "node:fs";
import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { createGunzip, createGzip } from "node:zlib";
import { Decrypter, Encrypter } from "age-encryption";
import { extract, pack } from "tar-stream";
import { OperationError } from "./installation.server";

/** A tar, compressed and encrypted while it is written: `age -d -i KEY FILE | tar xz` opens it without this program. */
export interface Archive {
  /** Resolves when the bytes have been taken over; throws where the file cannot be written. */
  add(name: string, content: Buffer): Promise<void>;
  /** Ends the file, brings it onto the disk and gives it its name; until then it is not there. */
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  drop(): Promise<void>;
}

/** Begins an archive for the holders of the private keys; `file` appears when it is finished. */
export async function createArchive(file: string, recipients: readonly string[]): Promise<Archive> {
  const tar = pack();
  const gzip = createGzip();
  const draft = `${file}.part`;
  const packed = pipeline(tar as unknown as Readable, gzip);
  const written = Promise.all([
    packed,
    encryptTo(draft, Readable.toWeb(gzip) as ReadableStream<Uint8Array>, recipients),
  ]);
  // Whoever adds or finishes hears of it.
  written.catch(() => {});
  const failed = written.then(() => new Promise<never>(() => {}));
  return {
    async add(name, content) {
      const taken = new Promise<void>((resolve, reject) =>
        tar
          .entry({ name, mode: 0o600 }, content, (failure) => (failure ? reject(failure) : resolve()))
          .on("error", reject),
      );
      await Promise.race([failed, taken]);
    },
    async finish() {
      tar.finalize();
      await written;
      await rename(draft, file);
      await flush(dirname(file));
    },
    async drop() {
      tar.destroy();
      await written.catch(() => {});
      await rm(draft, { force: true });
    },
  };
}

/** The entries of an archive in their order, one in memory at a time. Throws where a byte is missing or another one. */
export async function* readArchive(
  file: string,
  identity: string,
): AsyncGenerator<{ name: string; content: Buffer }, void, undefined> {
  const plain = await decryptFrom(file, identity);
  const entries = extract();
  const fed = pipeline(plain, createGunzip(), entries as unknown as NodeJS.WritableStream);
  fed.catch(() => {});
  try {
    for await (const entry of entries) yield { name: entry.header.name, content: await buffer(entry) };
    await fed;
  } catch (failure) {
    throw new OperationError(`${file} is damaged or not whole (${(failure as Error).message}).`);
  } finally {
    plain.destroy();
  }
}

/** Encrypts a stream into a file that only its owner can read, and brings it onto the disk. */
export async function encryptTo(
  file: string,
  content: ReadableStream<Uint8Array>,
  recipients: readonly string[],
): Promise<void> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  const encrypted = (await encrypter.encrypt(content as never)) as unknown as ReadableStream<Uint8Array>;
  await pipeline(Readable.fromWeb(encrypted), createWriteStream(file, { mode: 0o600, flush: true }));
}

/** The decrypted bytes of a file; the stream fails at the first one that is not what was written. */
export async function decryptFrom(file: string, identity: string): Promise<Readable> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const encrypted = Readable.toWeb(createReadStream(file));
  const plain = await decrypter.decrypt(encrypted as never).catch((failure: Error) => {
    throw new OperationError(
      /no identity matched/.test(failure.message)
        ? `${file} was encrypted to another key than this private one.`
        : `${file} cannot be decrypted (${failure.message}).`,
    );
  });
  return Readable.fromWeb(plain as unknown as ReadableStream<Uint8Array>);
}

/** The private key of a file as `age-keygen` and `npm run backup:key` write it: lines with # are remarks. */
export async function readIdentity(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new OperationError(`The private key ${file} cannot be read.`);
  });
  const identity = text.split("\n").find((line) => line.startsWith("AGE-SECRET-KEY-"));
  if (!identity) throw new OperationError(`${file} holds no private key (AGE-SECRET-KEY-…).`);
  return identity.trim();
}

async function flush(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}
