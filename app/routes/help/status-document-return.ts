import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { parseId } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { returnDocument } from "#app/legal-aid/documents/return-document.server";
import { requireReceipt } from "#app/legal-aid/receipts/help-session.server";
import { inLanguage } from "#app/paths";

/** The undo; where its hour is over the list shows what became of it. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireReceipt(args);
  const subjectId = context.actor.requestId;
  await returnDocument(context, { subjectId, documentId: parseId(args.params.documentId) });
  return redirect(inLanguage("/help/status/documents", localeOf(args.request)), { status: 303 });
}
