import { sql } from "drizzle-orm";
import type { Context } from "#app/context.server";

/** The slug, with a number behind it where it is taken; the caller's transaction waits for others that want the same. */
export async function freeSlug(
  tx: Context,
  table: "courses" | "events" | "projects" | "publications",
  wanted: string,
): Promise<string> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`slug:${table}:${wanted}`}))`);
  const rows = await tx.db.execute<{ slug: string }>(
    sql`select slug from ${sql.identifier(table)} where slug = ${wanted} or slug like ${`${wanted}-%`}`,
  );
  const taken = new Set(rows.map(({ slug }) => slug));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}-${number}`)) number++;
  return `${wanted}-${number}`;
}
