import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { buildIfNeeded } from "#app/operations/build-if-needed.server";
import { prepareTestServer } from "#tests/support/database";
import { type BenchFile, benchOn } from "./bench";

const folder = dirname(fileURLToPath(import.meta.url));
const known = readdirSync(folder)
  .filter((name) => name.endsWith(".bench.ts"))
  .map((name) => name.slice(0, -".bench.ts".length));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !existsSync(join(folder, `${name}.bench.ts`)));

if (wanted.length === 0 || unknown.length > 0) {
  console.error(`npm run bench -- NAME …, where NAME is one of: ${known.join(", ") || "(there are none yet)"}`);
  process.exit(1);
}

const root = join(folder, "../..");
process.env.NODE_ENV ??= "production";
process.env.LOG_LEVEL ??= "warn";
process.env.ORIGIN ??= "http://localhost:3000";
process.env.KEY_ENCRYPTION_KEY ??= "00".repeat(31).concat("01");
const server = await prepareTestServer("bench");
const bench = benchOn(server.template);
try {
  await buildIfNeeded(root);
  for (const name of wanted) {
    const { default: run } = (await import(pathToFileURL(join(folder, `${name}.bench.ts`)).href)) as BenchFile;
    await run(bench);
  }
} finally {
  await bench.end();
  await server.stop();
}
process.exit(0);
