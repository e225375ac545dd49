// `node app/operations/run.mjs FILE …` runs a TypeScript file on Node 24, whatever Node it was called with.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { nodeToUse } from "./node-to-use.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const node = nodeToUse(root);
const [file = "", ...rest] = process.argv.slice(2);

if (!node) {
  console.error(`This needs Node 24. Run \`npm ci\` first, or install Node 24 (this is ${process.version}).`);
  process.exit(1);
} else if (node === process.execPath) {
  if (existsSync(".env")) process.loadEnvFile(".env");
  await import(String("tsx"));
  process.argv = [node, resolve(file), ...rest];
  await import(pathToFileURL(resolve(file)).href);
} else {
  const child = spawn(node, process.argv.slice(1), { stdio: "inherit" });
  // Ctrl-C reaches the child by itself; what is sent to this process alone is passed on.
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGHUP"])) process.on(signal, () => child.kill(signal));
  process.on("SIGINT", () => {});
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
