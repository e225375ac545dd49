import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { pdfAnswer } from "#app/files/attachment.server";
import { parseId } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { recordOfServices } from "#app/legal-aid/services/record-queries.server";

/** The record (procesverbal) of primary aid; `?name=no` leaves the name to be written by hand. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const locale = localeOf(args.request);
  const named = new URL(args.request.url).searchParams.get("name") !== "no";
  const record = await recordOfServices(context, { requestId: parseId(args.params.id), named, locale });
  const { renderServiceRecord } = await import("#app/legal-aid/services/record-pdf.server");
  return pdfAnswer(`procesverbal-${record.code}.pdf`, await renderServiceRecord(record, locale, context.now));
}
