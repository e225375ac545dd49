import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { sourceFiles } from "#tests/support/source-tree";

const modules = ["app/operations", "app/files", "db"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".mjs"))
    .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(`${folder}/${name}`, "utf8") })),
);
const scripts = readdirSync("public/scripts").map((name) => ({
  path: `public/scripts/${name}`,
  text: readFileSync(`public/scripts/${name}`, "utf8"),
}));
const files = [...sourceFiles("app", "db", "emails"), ...modules, ...scripts];

/** Every match outside of the files that may. */
function found(pattern: RegExp, allowed: RegExp = /^$/): string[] {
  return files
    .filter(({ path }) => !allowed.test(path))
    .flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([match]) => `${path}: ${match}`));
}

it("finds the code that it reads", () => {
  expect(files.length).toBeGreaterThan(400);
});

it("no text becomes code", () => {
  expect(found(/\beval\(|\bnew Function\(|node:vm\b|import\(`|setTimeout\(["'`]/g)).toEqual([]);
});

it("no text becomes markup", () => {
  const markup = /dangerouslySetInnerHTML|\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write\(/g;
  expect(found(markup)).toEqual([]);
});

it("no command goes through a shell, and none is started but by operations, the embedded server and the image process", () => {
  const starters =
    /^app\/operations\/|^db\/embedded|^app\/(files\/draw-image-anew|training\/sheets\/read-photo)\.server\.ts$/;
  expect(found(/node:child_process/g, starters)).toEqual([]);
  expect(found(/\bexec\((?=["'`])|\bexecSync\(|shell: true/g)).toEqual([]);
});

it("SQL is built of text only where no request comes: operations, the chain, the matching's bits, the schema", () => {
  const own = /^app\/operations\/|^db\/|^app\/audit\/(chain|verify-audit)\.server\.ts$/;
  const bits = "app/legal-aid/matching/queries.server.ts: sql.raw(String(1 << bit))";
  expect(found(/sql\.raw\((?:[^()]|\([^()]*\))*\)|\.unsafe\(/g, own)).toEqual([bits]);
});

it("chance comes from the system's generator", () => {
  expect(found(/Math\.random\(/g, /^db\/seeds\/demo/)).toEqual([]);
});

it("ciphers are AES-256-GCM with a whole tag, hashes SHA-256", () => {
  const ciphers = found(/create(?:Cipher|Decipher)iv\([^;]+;/g);
  expect(ciphers.length).toBeGreaterThan(5);
  expect(ciphers.filter((one) => !/"aes-256-gcm".*authTagLength: (16|TAG)\b/s.test(one))).toEqual([]);
  const hashes = found(/create(?:Hash|Hmac)\(\s*["'`]?[\w-]+/g);
  expect(hashes.filter((one) => !/"sha256$/.test(one))).toEqual([]);
});

it("the server asks nobody: mail providers and the scanner have their own clients", () => {
  expect(
    found(/\bfetch\(|node:https?"|XMLHttpRequest|\baxios\b/g, /^public\/|^app\/(server|operations\/serve)/),
  ).toEqual([]);
});

it("pages hear no messages of other windows and keep nothing in the browser but unsent marks of the roster", () => {
  expect(found(/postMessage|addEventListener\(["'`]message/g)).toEqual([]);
  expect(found(/\blocalStorage\b|\bindexedDB\b|document\.cookie\b/g)).toEqual([]);
  expect(found(/\bsessionStorage\b/g, /^public\/scripts\/roster\.js$/)).toEqual([]);
});

it("only the door keeps a page and sealed lists on the device", () => {
  expect(found(/\bopenDB\b/g, /^public\/scripts\/door-store\.js$/)).toEqual([]);
  expect(found(/\bcaches\b/g, /^public\/scripts\/door(-worker)?\.js$/)).toEqual([]);
});

it("password fields are masked, and say to password managers what they are", () => {
  const fields = files.flatMap(({ path, text }) =>
    [...text.matchAll(/<TextField\b[^>]*\bname="(?:\w*[pP]assword)"[^>]*>/g)].map(([field]) => ({ path, field })),
  );
  expect(fields.length).toBeGreaterThan(3);
  const bare = ({ field }: { field: string }) =>
    !/type="password"/.test(field) || !/autoComplete="(?:current|new)-password"/.test(field);
  expect(fields.filter(bare)).toEqual([]);
  expect(found(/onPaste|addEventListener\(["'`]paste/g)).toEqual([]);
});

it("expressions are built of parts in one file only: headings of lists, from days of the event", () => {
  expect(found(/new RegExp\(/g, /^app\/training\/imports\/headings\.ts$/)).toEqual([]);
});

it("the lock holds every package with its checksum and none with an address", () => {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, { integrity?: string; resolved?: string; link?: boolean }>;
  };
  const loose = Object.entries(lock.packages).filter(([path, one]) => path !== "" && (!one.integrity || one.resolved));
  expect(loose.map(([path]) => path)).toEqual([]);
});

it("packages with a known weakness are locked at or above the repaired version", () => {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, { version: string }>;
  };
  const named = advisories();
  const lockedNames = new Set(named.filter(({ locked }) => locked).map(({ name }) => name));
  for (const name of ["@remix-run/router", "path-to-regexp", "express", "send", "cookie", "esbuild", "drizzle-orm"])
    expect([...lockedNames]).toContain(name);
  const unanswered = Object.entries(lock.packages).filter(([path, { version }]) => {
    const known = named.filter(({ name }) => name === path.split("node_modules/").at(-1));
    if (known.length === 0) return false;
    return !known.some(({ locked, least }) =>
      locked ? atLeast(version, least) : `${version}.`.startsWith(`${least.join(".")}.`),
    );
  });
  expect(unanswered.map(([path, { version }]) => `${path} ${version}`)).toEqual([]);
  const present = new Set(Object.keys(lock.packages).map((path) => path.split("node_modules/").at(-1)));
  expect(named.filter(({ name }) => !present.has(name))).toEqual([]);
});

/** The packages that the table of docs/protection.md names with a version, and whether its answer is to be locked above. */
function advisories(): { name: string; least: number[]; locked: boolean }[] {
  const page = readFileSync("docs/protection.md", "utf8");
  const table = page.slice(page.indexOf("## Advisories of the packages"));
  return table
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) => {
      const [, packages = "", , answer = ""] = line.split("|");
      const locked = answer.trim().startsWith("locked");
      const listed = packages.replace(/\([^)]*\)/g, "");
      return [...listed.matchAll(/`([^`]+)`((?:[ ,]+\d[\d.]*)+)/g)].flatMap(([, name = "", versions = ""]) =>
        [...versions.matchAll(/\d[\d.]*/g)].map(([version]) => ({ name, least: parts(version), locked })),
      );
    });
}

const parts = (version: string) => version.split(".").map((part) => Number.parseInt(part, 10));

function atLeast(version: string, least: number[]): boolean {
  const own = parts(version);
  const at = least.findIndex((part, place) => part !== own[place]);
  return at === -1 || (own[at] ?? 0) > (least[at] ?? 0);
}
