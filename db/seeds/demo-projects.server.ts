import { and, eq, sql } from "drizzle-orm";
import printed from "../reference/annual-2021.json";
import { organisations } from "../schema/organisations";
import { projectOrganisations, projects, projectTargets } from "../schema/projects";
import { settings } from "../schema/reference";
import { publications } from "../schema/training";
import type { OrganisationKind } from "../vocabulary";
import { buildOrganisation } from "./build.server";
import { notAnOrganisation, organisationWords, projectWords, targetWords } from "./demo-project-words";
import { publicationTexts } from "./demo-publications";
import { type DemoRun, dayFrom } from "./demo-run";

export interface DemoProjects {
  /** By the number in the report of 2021; 0 is the one named in its training section only. */
  byNumber: Map<number, string>;
  /** The project that runs now, with the targets of the legal-aid project. */
  running: string;
}

/** The projects of the 2021 report with donors, partners, targets and printed results, and one that is running. */
export async function loadProjects(run: DemoRun): Promise<DemoProjects> {
  const byNumber = new Map<number, string>();
  for (const project of printed.projects) {
    const number = project.no ?? 0;
    const words = projectWords[number];
    if (!words) continue;
    const { start, end, asPrinted } = project.period;
    const id = await addProject(run, {
      slug: words.slug,
      titleSq: words.sq,
      titleEn: project.title,
      startsOn: start,
      endsOn: end,
      periodAsPrinted: asPrinted,
    });
    byNumber.set(number, id);
    await addOrganisations(run, id, "donor", project.donors);
    await addOrganisations(run, id, "partner", project.implementingPartners);
    await addTargets(run, id, project.targets, project.results);
  }
  const legalAid = printed.projects.find((project) => project.no === 10);
  const running = await addProject(run, {
    slug: "ndihme-juridike-falas",
    titleSq: "Ndihmë juridike falas: faza e dytë",
    titleEn: "Free legal aid: second phase",
    startsOn: dayFrom(run.now, -150),
    endsOn: dayFrom(run.now, 215),
    periodAsPrinted: null,
  });
  await addOrganisations(run, running, "donor", legalAid?.donors ?? []);
  await addOrganisations(run, running, "partner", legalAid?.implementingPartners ?? []);
  await addTargets(run, running, legalAid?.targets ?? [], []);
  await run.db
    .insert(publications)
    .values(
      publicationTexts.map((row) => ({ ...row, projectId: running, publishedOn: dayFrom(run.now, -60), demo: true })),
    );
  await run.db
    .insert(settings)
    .values({ key: "annual_report_2021", value: printed })
    .onConflictDoUpdate({ target: settings.key, set: { value: sql`excluded.value` } });
  return { byNumber, running };
}

async function addProject(run: DemoRun, row: Omit<typeof projects.$inferInsert, "id">): Promise<string> {
  const [project] = await run.db
    .insert(projects)
    .values({ ...row, demo: true })
    .returning({ id: projects.id });
  if (!project) throw new Error("the project was not written");
  return project.id;
}

async function addOrganisations(run: DemoRun, projectId: string, part: "donor" | "partner", names: readonly string[]) {
  for (const name of names) {
    if (notAnOrganisation.includes(name)) continue;
    const organisationId = await demoOrganisation(run, name, part);
    await run.db.insert(projectOrganisations).values({ projectId, organisationId, part }).onConflictDoNothing();
  }
}

/** The organisation of a printed name; made at its first mention. */
export async function demoOrganisation(run: DemoRun, name: string, kind: OrganisationKind): Promise<string> {
  const nameSq = organisationWords[name] ?? name;
  const [known] = await run.db
    .select({ id: organisations.id })
    .from(organisations)
    .where(and(eq(organisations.nameSq, nameSq), eq(organisations.kind, kind)));
  return known?.id ?? (await buildOrganisation(run.db, { nameSq, nameEn: name, kind })).id;
}

interface PrintedFigure {
  key: string;
  en: string;
  value: number;
  asPrinted?: string | undefined;
  approximate?: boolean | undefined;
}

async function addTargets(
  run: DemoRun,
  projectId: string,
  targets: readonly PrintedFigure[],
  results: readonly PrintedFigure[],
): Promise<void> {
  const figure = (row: PrintedFigure, position: number) => ({
    projectId,
    indicator: targetWords[row.key]?.indicator ?? ("other" as const),
    labelSq: targetWords[row.key]?.sq ?? row.en,
    labelEn: row.en,
    asPrinted: row.asPrinted ?? null,
    approximate: row.approximate ?? false,
    position,
  });
  const rows = [
    ...targets.map((row, index) => ({ ...figure(row, index + 1), target: row.value })),
    ...results.map((row, index) => ({ ...figure(row, targets.length + index + 1), printedResult: row.value })),
  ];
  if (rows.length > 0) await run.db.insert(projectTargets).values(rows);
}
