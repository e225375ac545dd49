import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { checkForm } from "#app/forms/read-form.server";
import { calendarDate } from "#app/i18n/format";
import { localeOf } from "#app/i18n/locale.server";
import { translator } from "#app/i18n/translator.server";
import { lawyersForDesk } from "#app/legal-aid/lawyers/desk-queries.server";
import { lawyerSearch } from "#app/legal-aid/lawyers/forms";
import { networkLabels } from "#app/legal-aid/lawyers/queries.server";
import { noteListExport } from "#app/reporting/note-list-export.server";
import { tableFile } from "#app/reporting/table-file.server";

/** The lawyers of the network under the filter of the page. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  await requireStepUp(args);
  const locale = localeOf(args.request);
  const search = checkForm(new URL(args.request.url).searchParams, lawyerSearch);
  const filter = search.ok ? search.value : { q: null, state: null, region: null, area: null };
  const { rows } = await lawyersForDesk(context, filter, { page: 1, pageSize: 100_000 });
  const { regions } = await networkLabels(context, locale);
  await noteListExport(context, { list: "lawyers", rows: rows.length });
  const t = translator(locale, "network");
  const words = translator(locale, "words");
  return tableFile(args.request, `perkrah-lawyers-${calendarDate(context.now)}`, [
    [
      t("lawyers.name"),
      t("lawyers.kind"),
      t("lawyers.state"),
      t("lawyers.regions"),
      t("lawyers.openCases"),
      t("file.capacity"),
      t("lawyers.pledge"),
      t("file.cardUntil"),
      t("file.leaveUntil"),
    ],
    ...rows.map((row) => [
      row.name,
      words(`lawyerKind.${row.kind}`),
      words(`lawyerState.${row.state}`),
      row.regions.map((iso) => regions[iso] ?? iso).join("; "),
      row.openCases,
      row.capacity,
      row.pledgedHours,
      row.permitValidTo,
      row.onLeaveUntil,
    ]),
  ]);
}
