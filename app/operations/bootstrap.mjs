// Runs before every `npm start` and `npm test`, on whatever Node is there (20 or later) and without any package.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installReason } from "./bootstrap-decision.mjs";
import { nodeToUse } from "./node-to-use.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const stampFile = join(root, "node_modules/.perkrah-installed");
const hiddenFile = join(root, "node_modules/.package-lock.json");

if (Number(process.versions.node.split(".")[0]) < 20) {
  stop(`Përkrah needs Node 20 or later to begin with; this is ${process.version}. Install it from https://nodejs.org.`);
}

const reason = installReason({
  lockText: readFileSync(join(root, "package-lock.json"), "utf8"),
  hiddenText: read(hiddenFile),
  stamp: read(stampFile),
  digest,
});
if (reason) install(reason);
writeStamp();
if (!nodeToUse(root))
  stop(
    `Node 24 is not carried for this machine (${process.platform}-${process.arch}) and this is ${process.version}. Install Node 24 or later from https://nodejs.org, then start again.`,
  );

/** @param {string} why */
function install(why) {
  console.log(`Installing packages (${why}). This takes a minute or two, once.`);
  const flags = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const windows = process.platform === "win32";
  const { status, error } = npm
    ? spawnSync(process.execPath, [npm, ...flags], { cwd: root, stdio: "inherit" })
    : spawnSync(windows ? "npm.cmd" : "npm", flags, { cwd: root, stdio: "inherit", shell: windows });
  if (status === 0) return;
  stop(
    `The packages could not be installed (npm ci ended with ${error?.message ?? status}). Is there a network, and room on the disk? Then start again.`,
  );
}

function writeStamp() {
  const lock = readFileSync(join(root, "package-lock.json"), "utf8");
  const stamp = digest(lock + (read(hiddenFile) ?? ""));
  if (read(stampFile) === stamp) return;
  try {
    writeFileSync(stampFile, stamp);
  } catch {
    // Installed by somebody else for us to use: the packages are compared at every start instead.
  }
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

/** @param {string} text */
function digest(text) {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function stop(sentence) {
  console.error(`\n${sentence}\n`);
  process.exit(1);
}
