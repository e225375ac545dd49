import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { pdfAnswer } from "#app/files/attachment.server";
import { parseId } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { stateForm } from "#app/legal-aid/triage/state-form-queries.server";

/** The self-declaration for legal aid of the state, filled in as far as the desk knows. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const locale = localeOf(args.request);
  const form = await stateForm(context, parseId(args.params.id), locale);
  const { renderStateForm } = await import("#app/legal-aid/triage/state-form-pdf.server");
  return pdfAnswer(`vetedeklarim-${form.code}.pdf`, await renderStateForm(form, locale, context.now));
}
