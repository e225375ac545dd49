import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { calendarDate } from "#app/i18n/format";
import { localeOf } from "#app/i18n/locale.server";
import { translator } from "#app/i18n/translator.server";
import { noteListExport } from "#app/reporting/note-list-export.server";
import { tableFile } from "#app/reporting/table-file.server";
import { eventFilter } from "#app/training/events/event-filter.server";
import { eventsForManager } from "#app/training/events/queries.server";

/** The events under the filter of the page. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  await requireStepUp(args);
  const locale = localeOf(args.request);
  const filter = eventFilter(new URL(args.request.url).searchParams);
  const { rows } = await eventsForManager(context, locale, { ...filter, page: 1, pageSize: 100_000 });
  await noteListExport(context, { list: "events", rows: rows.length });
  const t = translator(locale, "manage");
  const words = translator(locale, "words");
  return tableFile(args.request, `perkrah-events-${calendarDate(context.now)}`, [
    [
      t("events.event"),
      t("courses.kind"),
      t("file.firstDay"),
      t("file.lastDay"),
      t("events.place"),
      t("file.seats"),
      words("enrolmentState.admitted"),
      words("enrolmentState.waiting"),
      t("events.state"),
    ],
    ...rows.map((event) => [
      event.title,
      words(`eventKind.${event.kind}`),
      event.startsOn,
      event.endsOn,
      event.place,
      event.seats,
      event.admitted,
      event.waiting,
      words(`eventState.${event.state}`),
    ]),
  ]);
}
