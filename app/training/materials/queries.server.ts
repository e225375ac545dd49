import { and, desc, eq, isNotNull } from "drizzle-orm";
import type { Context } from "#app/context.server";
import type { Locale } from "#app/i18n/locale";
import { publications } from "#db/schema/training";

const columns = (locale: Locale) => ({
  slug: publications.slug,
  kind: publications.kind,
  title: locale === "sq" ? publications.titleSq : publications.titleEn,
  summary: locale === "sq" ? publications.summarySq : publications.summaryEn,
  publishedOn: publications.publishedOn,
});

/** What has been published, the newest first. */
export async function publishedMaterials(context: Context, locale: Locale) {
  return context.db
    .select(columns(locale))
    .from(publications)
    .where(isNotNull(publications.publishedOn))
    .orderBy(desc(publications.publishedOn), publications.slug);
}

/** One publication with its text, or undefined. */
export async function publishedMaterial(context: Context, slug: string, locale: Locale) {
  const [found] = await context.db
    .select({ ...columns(locale), body: locale === "sq" ? publications.bodySq : publications.bodyEn })
    .from(publications)
    .where(and(eq(publications.slug, slug), isNotNull(publications.publishedOn)));
  return found;
}
