import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { exportAuditLog } from "#app/audit/export-audit-log.server";
import { logFilter } from "#app/audit/forms";
import { notFound } from "#app/context.server";
import { checkForm } from "#app/forms/read-form.server";
import { calendarDate } from "#app/i18n/format";
import { localeOf } from "#app/i18n/locale.server";
import { translator } from "#app/i18n/translator.server";
import { tableFile } from "#app/reporting/table-file.server";

/** The log under the filter of the page, as a file: codes and ids, as they stand in the log. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "auditor", "dpo");
  await requireStepUp(args);
  const form = checkForm(new URL(args.request.url).searchParams, logFilter);
  if (!form.ok) throw notFound();
  const t = translator(localeOf(args.request), "audit");
  const rows = await exportAuditLog(context, form.value);
  return tableFile(args.request, `perkrah-audit-${calendarDate(context.now)}`, [
    [
      t("file.sequence"),
      t("when"),
      t("as"),
      t("file.account"),
      t("who"),
      t("actionHeader"),
      t("subject"),
      t("filterSubject"),
      t("reason"),
      t("file.number"),
    ],
    ...rows.map((row) => [
      row.sequence,
      row.happenedAt.toISOString(),
      row.actorKind,
      row.actorId,
      row.actorName,
      row.action,
      row.subjectKind,
      row.subjectId,
      row.reason,
      row.count,
    ]),
  ]);
}
