import type { TestProject } from "vitest/node";
import { buildIfNeeded } from "#app/operations/build-if-needed.server";
import { prepareTestServer } from "./database";

/** Once per end-to-end run: the test server with its template, and a production build of what is on the disk. */
export default async function setup(project: TestProject) {
  const server = await prepareTestServer();
  project.provide("testServer", server.template);
  await buildIfNeeded(process.cwd());
  return async () => {
    await server.stop();
  };
}
