import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { openingForm } from "#app/legal-aid/aid-requests/forms";
import { documentAnswer } from "#app/legal-aid/documents/document-answer.server";
import { openDocument } from "#app/legal-aid/documents/open-document.server";
import { paths } from "#app/paths";

/** One paper as a download, for a reason. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const subjectId = parseId(args.params.id);
  const documentId = parseId(args.params.documentId);
  const form = await readForm(args.request, openingForm);
  if (!form.ok) throw new Response(null, { status: 400 });
  const opened = await openDocument(context, { subjectId, documentId, reason: form.value.reason });
  if (!opened.ok) return redirectTo(`${paths.aidRequest(subjectId)}/documents`, { notice: opened.reason });
  return documentAnswer(opened.document);
}
