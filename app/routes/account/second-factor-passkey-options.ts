import type { ActionFunctionArgs } from "@remix-run/node";
import { requireEntering } from "#app/accounts/guards.server";
import { optionsToSign } from "#app/accounts/passkeys.server";
import { addressOf, limitAttempts } from "#app/protection/rate-limit.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireEntering(args);
  await limitAttempts("passkey_address", addressOf(args.context));
  return Response.json(await optionsToSign(context, context.actor.accountId));
}
