import { expect, it } from "vitest";
import { sourceFiles } from "#tests/support/source-tree";

it("says who acts to the database in one place, for one transaction", () => {
  const speakers = sourceFiles("app", "db").filter(({ text }) =>
    /set_config\(|\bset\s+(local\s+)?perkrah\./i.test(text),
  );
  expect(speakers.map(({ path }) => path)).toEqual(["app/context.server.ts"]);
  const said = [...(speakers[0]?.text ?? "").matchAll(/set_config\('perkrah\.\w+', [^;]*?, (true|false)\)/g)];
  expect(said.length).toBeGreaterThan(0);
  expect(said.filter(([, local]) => local !== "true")).toEqual([]);
});

it("opens data keys in one place", () => {
  const openers = sourceFiles("app", "db").filter(({ text }) => text.includes("vault.open_key("));
  expect(openers.map(({ path }) => path)).toEqual(["app/protection/data-keys.server.ts"]);
});
