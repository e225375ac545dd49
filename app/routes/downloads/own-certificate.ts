import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireAccount } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { certificateAnswer } from "#app/training/certificates/certificate-answer.server";
import { certificateFile } from "#app/training/certificates/queries.server";

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireAccount(args);
  return certificateAnswer(await certificateFile(context, { id: parseId(args.params.id) }));
}
