import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { searchPeople } from "#app/accounts/people-queries.server";
import { calendarDate } from "#app/i18n/format";
import { localeOf } from "#app/i18n/locale.server";
import { translator } from "#app/i18n/translator.server";
import { noteListExport } from "#app/reporting/note-list-export.server";
import { tableFile } from "#app/reporting/table-file.server";

/** Everybody whom the search of the page finds. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  await requireStepUp(args);
  const search = (new URL(args.request.url).searchParams.get("q") ?? "").trim().slice(0, 100);
  const { rows } = await searchPeople(context, { search, page: 1, pageSize: 100_000 });
  await noteListExport(context, { list: "people", rows: rows.length });
  const t = translator(localeOf(args.request), "manage");
  return tableFile(args.request, `perkrah-people-${calendarDate(context.now)}`, [
    [
      t("file.familyName"),
      t("file.givenName"),
      t("duplicate.email"),
      t("duplicate.phone"),
      t("people.institution"),
      t("duplicate.profession"),
      t("people.events"),
      t("people.certificates"),
    ],
    ...rows.map((row) => [
      row.familyName,
      row.givenName,
      row.email,
      row.phone,
      row.institution,
      row.profession,
      row.events,
      row.certificates,
    ]),
  ]);
}
