import { asc, eq } from "drizzle-orm";
import type { Context } from "#app/context.server";
import type { Locale } from "#app/i18n/locale";
import { helplines } from "#db/schema/reference";

export interface HelpLine {
  number: string;
  tel: string;
  name: string;
}

/** The numbers that may be shown, in the order of the desk. */
export async function shownHelpLines(context: Context, locale: Locale): Promise<HelpLine[]> {
  return context.db
    .select({ number: helplines.number, tel: helplines.tel, name: helplines[locale] })
    .from(helplines)
    .where(eq(helplines.shown, true))
    .orderBy(asc(helplines.position));
}
