import { defineConfig } from "vitest/config";
import { alias } from "./vite.config";

const project = (name: string, more: object = {}) => ({
  resolve: { alias },
  test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], environment: "node", ...more },
});

// A second try on a busy machine; whoever needed it is named at the end of the run.
const secondTry = { retry: 1 };

export default defineConfig({
  resolve: { alias },
  test: {
    maxWorkers: 2,
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
        ...secondTry,
        globalSetup: ["tests/support/database-setup.ts"],
        testTimeout: 30_000,
        hookTimeout: 120_000,
      }),
      project("deep", {
        ...secondTry,
        globalSetup: ["tests/support/app-setup.ts"],
        testTimeout: 300_000,
        hookTimeout: 120_000,
      }),
      project("e2e", {
        ...secondTry,
        globalSetup: ["tests/support/app-setup.ts"],
        testTimeout: 90_000,
        hookTimeout: 180_000,
        fileParallelism: false,
      }),
    ],
  },
});
