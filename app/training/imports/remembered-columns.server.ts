import { createHash } from "node:crypto";
import { inArray, sql } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { fold } from "#app/i18n/fold";
import { importMappings } from "#db/schema/training";
import { isMeaning } from "./forms";
import type { Meaning } from "./headings";
import type { Choices, SheetLayout } from "./rules";

/** What somebody chose for columns under the same headings the last time; null where nobody ever did. */
export async function rememberedColumns(tx: Context, sheets: readonly SheetLayout[]): Promise<Choices | null> {
  const keys = sheets.map(keyOf);
  const rows = await tx.db
    .select({ headings: importMappings.headings, columns: importMappings.columns })
    .from(importMappings)
    .where(inArray(importMappings.headings, keys));
  if (rows.length === 0) return null;
  const columns: Record<string, Meaning> = {};
  for (const [place, key] of keys.entries()) {
    const known = rows.find(({ headings }) => headings.equals(key))?.columns ?? {};
    for (const [column, meaning] of Object.entries(known))
      if (typeof meaning === "string" && isMeaning(meaning)) columns[`${place}-${column}`] = meaning;
  }
  return { columns };
}

/** Keeps what was chosen for the columns of each sheet; sessions and days belong to one event and are not kept. */
export async function rememberColumns(tx: Context, sheets: readonly SheetLayout[], choices: Choices): Promise<void> {
  for (const [place, sheet] of sheets.entries()) {
    const chosen = Object.entries(choices.columns ?? {}).flatMap(([key, meaning]) => {
      const [onSheet, column = ""] = key.split("-");
      return onSheet === String(place) && !/^(sitting|day)_/.test(meaning) ? [[column, meaning] as const] : [];
    });
    if (chosen.length === 0) continue;
    const row = { headings: keyOf(sheet), columns: Object.fromEntries(chosen), usedAt: tx.now };
    await tx.db
      .insert(importMappings)
      .values(row)
      .onConflictDoUpdate({
        target: importMappings.headings,
        set: { columns: sql`excluded.columns`, usedAt: sql`excluded.used_at` },
      });
  }
}

/** The headings without case, ë and ç, or the kinds of the columns where there are none; names of people never. */
function keyOf({ columns }: SheetLayout): Buffer {
  const headings = columns.map(({ heading, guess }) => (guess ? { guess } : fold(heading)));
  return createHash("sha256").update(JSON.stringify(headings)).digest();
}
