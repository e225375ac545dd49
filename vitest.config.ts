import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { alias } from "./vite.config";

const project = (name: string, more: object = {}) => ({
  resolve: { alias },
  test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], environment: "node", ...more },
});

// Time and a second try on a busy machine; whoever needed the try is named at the end of the run.
const patience = { retry: 1, expect: { poll: { timeout: 10_000 } } };

/** A fresh clone knows no durations: what takes longest begins first, whatever its size. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => /(?:hostile-input|every-page)\.test/.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  resolve: { alias },
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    env: {
      NODE_ENV: "test",
      LOG_LEVEL: "silent",
      ORIGIN: "http://localhost:3000",
      KEY_ENCRYPTION_KEY: "00".repeat(31).concat("01"),
    },
    passWithNoTests: true,
    projects: [
      project("unit", { isolate: false, testTimeout: 60_000 }),
      project("structure", { isolate: false, testTimeout: 60_000 }),
      project("integration", {
        ...patience,
        globalSetup: ["tests/support/database-setup.ts"],
        testTimeout: 30_000,
        hookTimeout: 120_000,
      }),
      project("deep", {
        ...patience,
        globalSetup: ["tests/support/app-setup.ts"],
        testTimeout: 300_000,
        hookTimeout: 120_000,
      }),
      project("e2e", {
        ...patience,
        globalSetup: ["tests/support/app-setup.ts"],
        testTimeout: 90_000,
        hookTimeout: 180_000,
      }),
    ],
  },
});
