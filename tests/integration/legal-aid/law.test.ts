import { expect, it } from "vitest";
import * as lawPage from "#app/routes/admin/law";
import { buildAccount } from "#db/seeds/build.server";
import { testDatabase } from "#tests/support/database";
import { routeArgs } from "#tests/support/signed-in";

const { owner } = await testDatabase();
const account = await buildAccount(owner, { roles: ["administrator"] });
const look = async (query = "") => lawPage.loader(await routeArgs(`/admin/law${query}`, { account }));

it("the law page holds every rule once, by its law, and searches folded in all of its tables", async () => {
  const all = await look();
  expect(all.rules.reduce((sum, group) => sum + group.rows.length, 0)).toBe(60);
  expect(all.rules.every(({ key, rows }) => rows.every(({ lawVersion }) => lawVersion === key))).toBe(true);
  const found = await look("?q=protection+ORDER");
  const rules = found.rules.flatMap(({ rows }) => rows);
  expect(rules.length).toBeGreaterThan(0);
  expect(rules.length).toBeLessThan(60);
  const line = await look("?q=116111");
  expect(line.lines.map(({ number }) => number)).toEqual(["116 111"]);
  expect([line.rules, line.wages, line.years]).toEqual([[], [], []]);
});
