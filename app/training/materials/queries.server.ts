import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import { type Context, notFound, type TrainingManager } from "#app/context.server";
import type { Locale } from "#app/i18n/locale";
import { projects } from "#db/schema/projects";
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

/** Drafts first, then what is published, the newest first, each with its project. */
export async function publicationsForManager(context: Context<TrainingManager>, locale: Locale) {
  return context.db
    .select({
      ...columns(locale),
      id: publications.id,
      project: locale === "sq" ? projects.titleSq : projects.titleEn,
    })
    .from(publications)
    .leftJoin(projects, eq(projects.id, publications.projectId))
    .orderBy(sql`${publications.publishedOn} desc nulls first`, publications.slug);
}

/** A publication in both languages, published or not; else the 404. */
export async function publicationToEdit(context: Context<TrainingManager>, id: string) {
  const [found] = await context.db
    .select({
      id: publications.id,
      slug: publications.slug,
      kind: publications.kind,
      titleSq: publications.titleSq,
      titleEn: publications.titleEn,
      summarySq: publications.summarySq,
      summaryEn: publications.summaryEn,
      bodySq: publications.bodySq,
      bodyEn: publications.bodyEn,
      projectId: publications.projectId,
      publishedOn: publications.publishedOn,
      project: { id: projects.id, sq: projects.titleSq, en: projects.titleEn },
    })
    .from(publications)
    .leftJoin(projects, eq(projects.id, publications.projectId))
    .where(eq(publications.id, id));
  if (!found) throw notFound();
  return found;
}
