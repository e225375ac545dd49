import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "#app/context.server";
import { ownName } from "#app/organisations/own-name-queries.server";
import { lawVersions, settings } from "#db/schema/reference";
import type { Locale } from "#db/vocabulary";

const contactShape = z.object({ name: z.string(), email: z.string(), phone: z.string() });

/** Whom to ask about one's own data; null where the organisation has not said it yet. */
export async function privacyContact(context: Context) {
  const [row] = await context.db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, "privacy_contact"));
  const known = contactShape.safeParse(row?.value);
  return known.success && (known.data.email || known.data.phone) ? known.data : null;
}

/** Who runs this installation, the contact, and the law as its row says it with its status. */
export async function noticeFacts(context: Context, locale: Locale) {
  const [law] = await context.db
    .select({ sq: lawVersions.sq, en: lawVersions.en, status: lawVersions.status })
    .from(lawVersions)
    .where(eq(lawVersions.key, "L124-2024"));
  return {
    organisation: await ownName(context, locale),
    contact: await privacyContact(context),
    law: law ? { name: law[locale], verified: law.status === "verified" } : null,
  };
}
