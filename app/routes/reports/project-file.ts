import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { translator } from "#app/i18n/translator.server";
import { projectForReader } from "#app/projects/queries.server";
import { noteExport } from "#app/reporting/note-export.server";
import { eventsOfProject, figuresOfProjects, smallNumberLimit } from "#app/reporting/queries.server";
import { reachedFigure } from "#app/reporting/reached";
import { tableFile } from "#app/reporting/table-file.server";
import type { EventKind } from "#db/vocabulary";

/** Targets and the events behind the figures of one project. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "manager", "coordinator", "training_manager");
  await requireStepUp(args);
  const locale = localeOf(args.request);
  const project = await projectForReader(context, args.params.slug ?? "", locale);
  const figures = (await figuresOfProjects(context, project.id)).get(project.id);
  const limit = await smallNumberLimit(context);
  const events = await eventsOfProject(context, project.id, locale);
  await noteExport(context, { projectId: project.id, rows: events.length });
  const t = translator(locale, "reports");
  const words = translator(locale, "words");
  const targets = project.targets.map((target) => {
    const reached = reachedFigure(figures, target.indicator, limit);
    const words = reached && ("value" in reached ? reached.value : t("fewerThan", { limit: reached.fewerThan }));
    return [target.label, words, target.target, target.printedResult, t(`how.${target.indicator}`)];
  });
  return tableFile(args.request, project.slug, [
    [t("indicator"), t("reached"), t("target"), t("printed"), t("howTitle")],
    ...targets,
    [],
    [t("events.event"), t("events.kind"), t("events.place"), t("events.date"), t("events.participations")],
    ...events.map((event) => [
      event.title,
      words(`eventKind.${event.kind as EventKind}`),
      event.place ?? event.region,
      event.date_precision === "year" ? (event.starts_on?.slice(0, 4) ?? null) : event.starts_on,
      event.participations,
    ]),
  ]);
}
