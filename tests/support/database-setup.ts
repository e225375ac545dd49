import type { TestProject } from "vitest/node";
import { prepareTestServer } from "./database";

/** Once per run: the test server runs, and one migrated database with reference data waits to be copied. */
export default async function setup(project: TestProject) {
  const server = await prepareTestServer();
  project.provide("testServer", server.template);
  return async () => {
    await server.stop();
  };
}
