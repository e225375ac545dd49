import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { returnDocument } from "#app/legal-aid/documents/return-document.server";
import { paths } from "#app/paths";

/** The undo of a paper taken back. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const subjectId = parseId(args.params.id);
  const returned = await returnDocument(context, { subjectId, documentId: parseId(args.params.documentId) });
  return redirectTo(`${paths.aidRequest(subjectId)}/documents`, {
    notice: returned.ok ? "document_returned" : returned.reason,
  });
}
