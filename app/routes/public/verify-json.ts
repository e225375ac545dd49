import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { anyone } from "#app/accounts/guards.server";
import { addressOf, limitFrequentAttempts } from "#app/protection/rate-limit.server";
import { verifiedCertificate } from "#app/training/certificates/queries.server";
import { normalisedCode } from "#app/training/certificates/rules";

/** The same answer as the page's, for programs. */
export async function loader(args: LoaderFunctionArgs) {
  const context = anyone(args);
  await limitFrequentAttempts("verify_address", addressOf(args.context));
  const code = normalisedCode(args.params.code ?? "");
  const found = code ? await verifiedCertificate(context, code) : null;
  if (!found) return json({ state: "unknown" }, { status: 404 });
  return json({
    state: found.state,
    number: found.number,
    code: found.code,
    issuedAt: found.issuedAt,
    endedAt: found.endedAt,
    endReason: found.endReason,
    supersededBy: found.newer,
    statement: found.statement,
  });
}
