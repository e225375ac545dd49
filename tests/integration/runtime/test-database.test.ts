import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "#tests/support/database";

test("the application's role is neither owner nor above row-level security", async () => {
  const { app } = await testDatabase();
  const [role] = await app.execute(
    sql`select current_user as name, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user`,
  );
  expect(role).toEqual({
    name: "perkrah_app",
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
  });
  await expect(app.execute(sql`create table mine (id int)`)).rejects.toThrow();
});

test("Albanian letters sort in their places", async () => {
  const { app } = await testDatabase();
  const rows = await app.execute<{ word: string }>(
    sql`select word from (values ('zë'), ('ë'), ('f'), ('dhe'), ('dy'), ('ç'), ('d'), ('c')) as t(word) order by word`,
  );
  expect(rows.map(({ word }) => word)).toEqual(["c", "ç", "d", "dy", "dhe", "ë", "f", "zë"]);
});
