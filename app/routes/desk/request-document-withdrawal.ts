import type { ActionFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { withdrawDocument } from "#app/legal-aid/documents/withdraw-document.server";
import { paths } from "#app/paths";

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const subjectId = parseId(args.params.id);
  await withdrawDocument(context, { subjectId, documentId: parseId(args.params.documentId) });
  return redirectTo(`${paths.aidRequest(subjectId)}/documents`, { notice: "document_withdrawn" });
}
