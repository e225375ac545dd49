import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { certificateAnswer } from "#app/training/certificates/certificate-answer.server";
import { certificateFile } from "#app/training/certificates/queries.server";

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  return certificateAnswer(await certificateFile(context, { id: parseId(args.params.id) }));
}
