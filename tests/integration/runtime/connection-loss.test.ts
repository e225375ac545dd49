import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, expect, inject, test } from "vitest";
import type { Transaction } from "#db/client.server";
import { administrator, testDatabase } from "#tests/support/database";

const { app, owner } = await testDatabase();
const admin = administrator(inject("testServer").superuserUrl);
afterAll(() => admin.end());
await owner.execute(sql`create table notes (note text)`);
await owner.execute(sql`grant select, insert on notes to perkrah_app`);

const note = (db: Transaction | typeof app, text: string) => db.execute(sql`insert into notes values (${text})`);
const notes = async () => (await owner.execute<{ note: string }>(sql`select note from notes`)).map((row) => row.note);

/** A transaction whose connection is cut after its first statement; answers what its second one came to. */
async function cutTransaction(waits: number): Promise<string> {
  let second = "not reached";
  const cut = app.transaction(async (tx) => {
    await note(tx, "first");
    const [own] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await admin`select pg_terminate_backend(${own?.pid ?? 0})`;
    await pause(waits);
    await note(tx, "second").then(
      () => (second = "written"),
      () => (second = "refused"),
    );
  });
  await expect(cut).rejects.toThrow();
  // The library takes the connection up again for whoever comes next.
  await Promise.all(Array.from({ length: 12 }, () => app.execute(sql`select 1`)));
  await pause(waits + 200);
  return second;
}

test.each([0, 300])("a transaction whose connection is lost writes nothing afterwards (%i ms)", async (waits) => {
  expect(await cutTransaction(waits)).toBe("refused");
  expect(await notes()).toEqual([]);
});

test("nor does its end roll back what somebody else has begun since", async () => {
  const other = pause(150).then(() =>
    Promise.all(
      Array.from({ length: 10 }, (_, place) =>
        app.transaction(async (tx) => {
          await note(tx, `before ${place}`);
          await pause(400);
          await note(tx, `after ${place}`);
        }),
      ),
    ),
  );
  await cutTransaction(300);
  await other;
  expect(await notes()).toHaveLength(20);
});

test("isolation levels and refusals pass through as before", async () => {
  const level = await app.transaction(
    async (tx) =>
      (await tx.execute<{ level: string }>(sql`select current_setting('transaction_isolation') as level`))[0],
    { isolationLevel: "repeatable read" },
  );
  expect(level).toEqual({ level: "repeatable read" });
  await expect(
    app.transaction(async (tx) => {
      await note(tx, "rolled back");
      throw new RangeError("own");
    }),
  ).rejects.toThrow(RangeError);
  expect(await notes()).not.toContain("rolled back");
});
