import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Database } from "#db/client.server";
import { decryptFrom } from "./backup-archive.server";
import { filesIn } from "./backup-files.server";

export interface RestoredFiles {
  /** Whole, and written where a folder was given. */
  whole: number;
  /** There, but not what they were. */
  changed: string[];
  /** Named by a row and not in the backup. */
  missing: string[];
}

/** Decrypts every file of the backup, compares it with what its row or its name says, and writes it into `store`. */
export async function restoreFiles(
  owner: Database,
  folder: string,
  identity: string,
  store: string | null,
): Promise<RestoredFiles> {
  const expected = await namedFiles(owner);
  const found: RestoredFiles = { whole: 0, changed: [], missing: [] };
  for await (const name of filesIn(folder)) {
    if (!name.endsWith(".age")) continue;
    const plain = name.slice(0, -".age".length);
    const sha256 = expected.get(plain) ?? /^[0-9a-f]{2}\/([0-9a-f]{64})$/.exec(plain)?.[1];
    expected.delete(plain);
    const written = await restoreFile(join(folder, name), identity, store && join(store, plain), sha256);
    if (written) found.whole++;
    else found.changed.push(plain);
  }
  found.missing = [...expected.keys()];
  return found;
}

/** Every file that a row names: its place in the store, and the SHA-256 of its bytes there. */
async function namedFiles(owner: Database): Promise<Map<string, string>> {
  const rows = await owner.$client<{ place: string; sha256: string }[]>`
    select left(encode(pdf_sha256, 'hex'), 2) || '/' || encode(pdf_sha256, 'hex') as place,
      encode(pdf_sha256, 'hex') as sha256
    from certificates where pdf_sha256 is not null
    union select left(encode(image_sha256, 'hex'), 2) || '/' || encode(image_sha256, 'hex'), encode(image_sha256, 'hex')
    from sheet_scans where image_sha256 is not null
    union select 'sealed/' || left(file_id::text, 2) || '/' || file_id, encode(sha256, 'hex') from documents`;
  return new Map(rows.map(({ place, sha256 }) => [place, sha256]));
}

/** Answers with whether the file is what it was; otherwise nothing is written. */
async function restoreFile(
  copy: string,
  identity: string,
  target: string | null,
  sha256: string | undefined,
): Promise<boolean> {
  const hash = createHash("sha256");
  const draft = `${target}.part`;
  if (target) await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const sink = target ? createWriteStream(draft, { mode: 0o600, flush: true }) : nowhere();
  const meter = new PassThrough();
  meter.on("data", (part: Buffer) => hash.update(part));
  const whole = await pipeline(await decryptFrom(copy, identity), meter, sink).then(
    () => sha256 === undefined || hash.digest("hex") === sha256,
    () => false,
  );
  if (target && whole) await rename(draft, target);
  else if (target) await rm(draft, { force: true });
  return whole;
}

function nowhere(): Writable {
  return new Writable({ write: (_part, _encoding, done) => done() });
}
