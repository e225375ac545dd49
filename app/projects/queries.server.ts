import { and, asc, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { type Context, type Manager, type Member, notFound } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import type { Locale } from "#app/i18n/locale";
import { organisations } from "#db/schema/organisations";
import { projectOrganisations, projects, projectTargets } from "#db/schema/projects";
import { projectState } from "./rules";

/** Who may see figures of projects. */
export type ReportReader = Member<"manager"> | Member<"coordinator"> | Member<"training_manager">;

const columns = (locale: Locale) => ({
  id: projects.id,
  slug: projects.slug,
  title: locale === "sq" ? projects.titleSq : projects.titleEn,
  startsOn: projects.startsOn,
  endsOn: projects.endsOn,
  periodAsPrinted: projects.periodAsPrinted,
  demo: projects.demo,
});

/** Every project with its targets; running ones first, then the latest. */
export async function projectsForReader(context: Context<ReportReader>, locale: Locale) {
  const rows = await context.db
    .select(columns(locale))
    .from(projects)
    .orderBy(sql`${projects.startsOn} desc nulls last`, asc(projects.titleSq));
  const targets = await targetsOf(
    context,
    rows.map((row) => row.id),
    locale,
  );
  const today = calendarDate(context.now);
  return rows
    .map((row) => ({
      ...row,
      state: projectState(row, today),
      targets: targets.filter((target) => target.projectId === row.id),
    }))
    .sort((a, b) => Number(b.state === "running") - Number(a.state === "running"));
}

/** One project with its targets, donors and partners; the 404 where there is none. */
export async function projectForReader(context: Context<ReportReader>, slug: string, locale: Locale) {
  const [project] = await context.db.select(columns(locale)).from(projects).where(eq(projects.slug, slug));
  if (!project) throw notFound();
  const targets = await targetsOf(context, [project.id], locale);
  const involved = await context.db
    .select({
      part: projectOrganisations.part,
      name: locale === "sq" ? organisations.nameSq : organisations.nameEn,
    })
    .from(projectOrganisations)
    .innerJoin(organisations, eq(organisations.id, projectOrganisations.organisationId))
    .where(eq(projectOrganisations.projectId, project.id))
    .orderBy(asc(organisations.nameSq));
  const state = projectState(project, calendarDate(context.now));
  const named = (part: "donor" | "partner") => involved.filter((row) => row.part === part).map((row) => row.name);
  return { ...project, state, targets, donors: named("donor"), partners: named("partner") };
}

/** Projects to choose from in a form, the latest first. */
export async function projectChoices(context: Context, locale: Locale) {
  return context.db
    .select({ id: projects.id, title: locale === "sq" ? projects.titleSq : projects.titleEn })
    .from(projects)
    .where(and(sql`coalesce(${projects.endsOn}, 'infinity'::date) >= ${calendarDate(context.now)}::date`))
    .orderBy(desc(projects.startsOn));
}

async function targetsOf(context: Context, projectIds: string[], locale: Locale) {
  if (projectIds.length === 0) return [];
  return context.db
    .select({
      id: projectTargets.id,
      projectId: projectTargets.projectId,
      indicator: projectTargets.indicator,
      label: locale === "sq" ? projectTargets.labelSq : projectTargets.labelEn,
      target: projectTargets.target,
      printedResult: projectTargets.printedResult,
      asPrinted: projectTargets.asPrinted,
      approximate: projectTargets.approximate,
    })
    .from(projectTargets)
    .where(inArray(projectTargets.projectId, projectIds))
    .orderBy(asc(projectTargets.position));
}

/** Titles and period of a project in both languages; else the 404. */
export async function projectToEdit(context: Context<Manager>, slug: string) {
  const [project] = await context.db
    .select({
      slug: projects.slug,
      titleSq: projects.titleSq,
      titleEn: projects.titleEn,
      startsOn: projects.startsOn,
      endsOn: projects.endsOn,
      periodAsPrinted: projects.periodAsPrinted,
    })
    .from(projects)
    .where(eq(projects.slug, slug));
  if (!project) throw notFound();
  return project;
}

/** A target of that project in both languages; the 404 for printed results and for others' targets. */
export async function targetToEdit(context: Context<Manager>, slug: string, targetId: string) {
  const [target] = await context.db
    .select({
      id: projectTargets.id,
      indicator: projectTargets.indicator,
      labelSq: projectTargets.labelSq,
      labelEn: projectTargets.labelEn,
      target: projectTargets.target,
    })
    .from(projectTargets)
    .innerJoin(projects, eq(projects.id, projectTargets.projectId))
    .where(and(eq(projectTargets.id, targetId), eq(projects.slug, slug), isNotNull(projectTargets.target)));
  if (!target) throw notFound();
  return target;
}
