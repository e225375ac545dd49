import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { notFound } from "#app/context.server";
import { pdfAnswer } from "#app/files/attachment.server";
import { localeOf } from "#app/i18n/locale.server";
import { yearOfService } from "#app/legal-aid/hours/service-queries.server";

/** The own certificate of pro-bono service for one year. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const year = args.params.year ?? "";
  if (!/^\d{4}$/.test(year)) throw notFound();
  const locale = localeOf(args.request);
  const service = await yearOfService(context, Number(year), locale);
  const { renderYearOfService } = await import("#app/legal-aid/hours/service-pdf.server");
  return pdfAnswer(`pro-bono-${year}.pdf`, await renderYearOfService(service, locale, context.now));
}
