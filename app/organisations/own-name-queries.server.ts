import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "#app/context.server";
import { settings } from "#db/schema/reference";
import type { Locale } from "#db/vocabulary";

const nameShape = z.object({ sq: z.string(), en: z.string() });

/** What the organisation that runs this installation is called. */
export async function ownName(context: Context, locale: Locale): Promise<string> {
  const [row] = await context.db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, "organisation"));
  const name = nameShape.safeParse(row?.value);
  return name.success ? name.data[locale] : "Përkrah";
}
