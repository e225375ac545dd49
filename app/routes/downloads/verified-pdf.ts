import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireAccount } from "#app/accounts/guards.server";
import { notFound } from "#app/context.server";
import { certificateAnswer } from "#app/training/certificates/certificate-answer.server";
import { certificateFile } from "#app/training/certificates/queries.server";
import { normalisedCode } from "#app/training/certificates/rules";

/** For the holder and for training managers; the code alone does not open the file. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireAccount(args);
  const code = normalisedCode(args.params.code ?? "");
  if (!code) throw notFound();
  return certificateAnswer(await certificateFile(context, { code }));
}
