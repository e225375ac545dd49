import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { checkForm } from "#app/forms/read-form.server";
import { calendarDate } from "#app/i18n/format";
import { localeOf } from "#app/i18n/locale.server";
import { translator } from "#app/i18n/translator.server";
import { networkLabels } from "#app/legal-aid/lawyers/queries.server";
import { offerSearch } from "#app/legal-aid/offers/forms";
import { offersForDesk } from "#app/legal-aid/offers/queries.server";
import { noteListExport } from "#app/reporting/note-list-export.server";
import { tableFile } from "#app/reporting/table-file.server";

/** Offers as the desk follows them: codes, lawyers and times, no name of anybody helped and no words of anybody. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  await requireStepUp(args);
  const locale = localeOf(args.request);
  const search = checkForm(new URL(args.request.url).searchParams, offerSearch);
  const filter = search.ok ? search.value : { q: null, state: null };
  const { rows } = await offersForDesk(context, { ...filter, page: 1, pageSize: 100_000 });
  const { areas } = await networkLabels(context, locale);
  await noteListExport(context, { list: "offers", rows: rows.length });
  const t = translator(locale, "network");
  const words = translator(locale, "words");
  return tableFile(args.request, `perkrah-offers-${calendarDate(context.now)}`, [
    [
      t("offers.request"),
      t("lawyers.area"),
      t("offers.urgency"),
      t("offers.lawyer"),
      t("lawyers.state"),
      t("offers.made"),
      t("offers.ends"),
      t("file.ended"),
      t("file.declined"),
    ],
    ...rows.map((row) => [
      row.requestCode,
      row.areaCode ? (areas[row.areaCode] ?? row.areaCode) : null,
      row.urgency ? words(`urgency.${row.urgency}`) : null,
      row.lawyer,
      words(`offerState.${row.state}`),
      row.openedAt.toISOString(),
      row.expiresAt.toISOString(),
      row.endedAt?.toISOString() ?? null,
      row.declineCode ? words(`declineCode.${row.declineCode}`) : null,
    ]),
  ]);
}
