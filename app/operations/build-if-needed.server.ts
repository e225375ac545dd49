import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

const sources = [
  "app",
  "db",
  "emails",
  "public",
  "vite.config.ts",
  "remix.config.js",
  "tsconfig.json",
  "package-lock.json",
];

/** What `remix vite:build` said when it failed. */
export class BuildError extends Error {
  override name = "BuildError";
}

/** Builds what browsers and the server need where `build/` is missing or made from other sources; says whether it did. */
export async function buildIfNeeded(root: string, { always = false } = {}): Promise<boolean> {
  const stampFile = join(root, "build/stamp");
  const stamp = sourcesDigest(root);
  if (!always && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return false;
  await runBuild(root);
  mkdirSync(join(root, "build"), { recursive: true });
  writeFileSync(stampFile, stamp);
  return true;
}

function sourcesDigest(root: string): string {
  const hash = createHash("sha256");
  for (const source of sources) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    for (const file of source.includes(".") ? [path] : filesBelow(path))
      hash.update(relative(root, file)).update(readFileSync(file));
  }
  return hash.digest("hex");
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function runBuild(root: string): Promise<void> {
  const command = join(root, "node_modules/@remix-run/dev/dist/cli.js");
  const child = spawn(process.execPath, [command, "vite:build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (part) => {
      said += part;
    });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new BuildError(said.trim().slice(-3000)))));
  });
}
