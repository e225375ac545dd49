import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { openDocumentByBreakGlass } from "#app/legal-aid/break-glass/open-document-by-break-glass.server";
import { documentAnswer } from "#app/legal-aid/documents/document-answer.server";
import { paths } from "#app/paths";

/** One paper of a request whose glass is broken, as a download. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "dpo");
  const id = parseId(args.params.id);
  const documentId = parseId(args.params.documentId);
  await requireStepUp(args, `${paths.breakGlass(id)}/file`);
  const opened = await openDocumentByBreakGlass(context, { id, documentId });
  if (!opened.ok) return redirectTo(paths.breakGlass(id), { notice: opened.reason });
  return documentAnswer(opened.document);
}
