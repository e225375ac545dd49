import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { calendarDate } from "#app/i18n/format";
import { localeOf } from "#app/i18n/locale.server";
import { translator } from "#app/i18n/translator.server";
import { noteExport } from "#app/reporting/note-export.server";
import { eventsOfYear, figuresOfYear } from "#app/reporting/queries.server";
import { chosenYear } from "#app/reporting/rules";
import { tableFile } from "#app/reporting/table-file.server";
import type { EventKind } from "#db/vocabulary";

/** Sums of a year and every event behind them; figures about people who asked for help stay on the page. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "manager", "coordinator", "training_manager");
  await requireStepUp(args);
  const locale = localeOf(args.request);
  const year = chosenYear(new URL(args.request.url).searchParams.get("year"), calendarDate(context.now));
  const figures = await figuresOfYear(context, year);
  const events = await eventsOfYear(context, year, locale);
  await noteExport(context, { projectId: null, rows: events.length });
  const t = translator(locale, "reports");
  const words = translator(locale, "words");
  return tableFile(args.request, `perkrah-${year}`, [
    [t("annual.trainings"), figures.trainings],
    [t("annual.participations"), figures.participations],
    [t("annual.people"), figures.people],
    [],
    [
      t("events.event"),
      t("events.kind"),
      t("events.place"),
      t("regions.region"),
      t("events.date"),
      t("events.participations"),
      t("project"),
    ],
    ...events.map((event) => [
      event.title,
      words(`eventKind.${event.kind as EventKind}`),
      event.place,
      event.region,
      event.date_precision === "year" ? String(year) : event.starts_on,
      event.participations,
      event.project,
    ]),
  ]);
}
