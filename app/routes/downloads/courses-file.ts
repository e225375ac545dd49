import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { calendarDate } from "#app/i18n/format";
import { localeOf } from "#app/i18n/locale.server";
import { translator } from "#app/i18n/translator.server";
import { noteListExport } from "#app/reporting/note-list-export.server";
import { tableFile } from "#app/reporting/table-file.server";
import { courseFilter } from "#app/training/courses/course-filter.server";
import { coursesForManager } from "#app/training/courses/queries.server";

/** The courses under the filter of the page, with their length, their rule and how often they were held. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  await requireStepUp(args);
  const locale = localeOf(args.request);
  const filter = courseFilter(new URL(args.request.url).searchParams);
  const courses = await coursesForManager(context, locale, filter);
  await noteListExport(context, { list: "courses", rows: courses.length });
  const t = translator(locale, "manage");
  const words = translator(locale, "words");
  return tableFile(args.request, `perkrah-courses-${calendarDate(context.now)}`, [
    [
      t("courses.course"),
      t("courses.kind"),
      t("file.minutes"),
      t("file.percent"),
      t("courses.held"),
      t("courses.coming"),
      t("courses.state"),
    ],
    ...courses.map((course) => [
      course.title,
      words(`eventKind.${course.kind}`),
      course.minutes,
      course.certificatePercent,
      course.held,
      course.coming,
      words(`courseState.${course.state}`),
    ]),
  ]);
}
