import { fileURLToPath } from "node:url";
import { buildIfNeeded } from "./build-if-needed.server";

const built = await buildIfNeeded(fileURLToPath(new URL("../..", import.meta.url)), { always: true });
process.stdout.write(built ? "Built.\n" : "Nothing to build.\n");
