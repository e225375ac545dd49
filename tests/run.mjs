// Runs every runner in order, goes on after failures, and says at the end what passed: `N passed, N failed`.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";

/** @typedef {{ status: string, fullName: string, failureMessages: string[] }} TestReport */
/** @typedef {{ name: string, status: string, message: string, assertionResults: TestReport[] }} FileReport */

const bin = (/** @type {string[]} */ ...parts) => join("node_modules", ...parts);
const biome = bin("@biomejs/biome/bin/biome");

/** @type {Record<string, { command: string[], counts?: boolean, onlyNamed?: boolean }>} */
const runners = {
  format: { command: [biome, "format", "."] },
  lint: { command: [biome, "lint", "--error-on-warnings", "."] },
  types: { command: [bin("typescript/bin/tsc"), "--noEmit"] },
  unit: { command: [bin("vitest/vitest.mjs"), "run", "--project", "unit"], counts: true },
  structure: { command: [bin("vitest/vitest.mjs"), "run", "--project", "structure"], counts: true },
  integration: { command: [bin("vitest/vitest.mjs"), "run", "--project", "integration"], counts: true },
  build: { command: ["app/operations/run.mjs", "app/operations/build.server.ts"] },
  e2e: { command: [bin("vitest/vitest.mjs"), "run", "--project", "e2e"], counts: true },
  deep: { command: [bin("vitest/vitest.mjs"), "run", "--project", "deep"], counts: true, onlyNamed: true },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !runners[name]);
if (unknown.length > 0) {
  console.error(`There is no runner ${unknown.join(", ")}; there are ${Object.keys(runners).join(", ")}.`);
  process.exit(1);
}

const usual = Object.keys(runners).filter((name) => !runners[name]?.onlyNamed);
let passed = 0;
let failed = 0;
/** @type {string[]} */
const summary = [];
/** @type {string[]} */
const remarks = [];
mkdirSync(".cache", { recursive: true });

for (const name of wanted.length > 0 ? wanted : usual) {
  const runner = runners[name];
  if (!runner) continue;
  console.log(`\n── ${name}`);
  const began = Date.now();
  const result = runner.counts ? await countedRun(name, runner.command) : await plainRun(name, runner.command);
  passed += result.passed;
  failed += result.failed;
  remarks.push(...result.remarks);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  summary.push(
    `${name.padEnd(12)} ${String(result.passed).padStart(5)} passed ${String(result.failed).padStart(4)} failed ${seconds.padStart(7)} s`,
  );
}

console.log(["\n── summary", ...remarks, ...summary, "", `${passed} passed, ${failed} failed`].join("\n"));
process.exitCode = failed === 0 ? 0 : 1;

/**
 * @param {string} name
 * @param {string[]} command
 */
async function plainRun(name, command) {
  const good = (await run(command)) === 0;
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, remarks: good ? [] : [`failed: ${name}`] };
}

/**
 * @param {string} name
 * @param {string[]} command
 */
async function countedRun(name, command) {
  const file = join(".cache", `tests-${name}.json`);
  rmSync(file, { force: true });
  const code = await run([...command, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`]);
  const counted = countsIn(file);
  // A file that could not be loaded, or a run that broke off, has no failing test of its own.
  if (code !== 0 && counted.failed === 0) {
    counted.failed = 1;
    counted.remarks.push(`failed: ${name} ended with ${code} outside of its tests`);
  }
  return counted;
}

/**
 * What a runner's report counts, with a line for every test that failed and for every one that passed only at its second try.
 * @param {string} file
 * @returns {{ passed: number, failed: number, remarks: string[] }}
 */
function countsIn(file) {
  try {
    /** @type {{ numPassedTests: number, numFailedTests: number, testResults: FileReport[] }} */
    const report = JSON.parse(readFileSync(file, "utf8"));
    const broken = report.testResults.filter(
      ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken.length,
      remarks: [
        ...broken.map(({ name, message }) => `failed: ${relative(".", name)} could not be run: ${firstLine(message)}`),
        ...report.testResults.flatMap(remarksOf),
      ],
    };
  } catch {
    return { passed: 0, failed: 1, remarks: [`failed: there is no report in ${file}`] };
  }
}

/** @param {FileReport} report */
function remarksOf({ name, assertionResults }) {
  return assertionResults
    .filter(({ status, failureMessages }) => status === "failed" || failureMessages.length > 0)
    .map(({ status, fullName, failureMessages }) => {
      const verdict = status === "failed" ? "failed" : "second try";
      return `${verdict}: ${relative(".", name)} › ${fullName}: ${firstLine(failureMessages[0])}`;
    });
}

/** @param {string | undefined} message */
function firstLine(message) {
  return (message ?? "").split("\n", 1)[0]?.slice(0, 300) ?? "";
}

/**
 * @param {string[]} command
 * @returns {Promise<number>}
 */
function run(command) {
  /** @type {NodeJS.ProcessEnv} What is compiled once serves all runners and the programs that they start. */
  const environment = { ...process.env, NODE_COMPILE_CACHE: resolve(".cache/compiled") };
  // The runners choose their own; what starts this one must not decide how the tests see the world.
  for (const name of ["NODE_ENV", "DATABASE_URL", "DATABASE_OWNER_URL", "ORIGIN", "PORT", "DATA_DIR"])
    delete environment[name];
  const child = spawn(process.execPath, command, { stdio: "inherit", env: environment });
  return new Promise((resolve) => {
    child.on("error", () => resolve(1));
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
