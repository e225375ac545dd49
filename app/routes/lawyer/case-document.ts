import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { documentAnswer } from "#app/legal-aid/documents/document-answer.server";
import { openDocument } from "#app/legal-aid/documents/open-document.server";
import { paths } from "#app/paths";

/** One paper as a download. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const subjectId = parseId(args.params.id);
  const documentId = parseId(args.params.documentId);
  const opened = await openDocument(context, { subjectId, documentId, reason: "case_work" });
  if (!opened.ok) return redirectTo(`${paths.case(subjectId)}/documents`, { notice: opened.reason });
  return documentAnswer(opened.document);
}
