import type { ActionFunctionArgs } from "@remix-run/node";
import { requireFactorSetUp } from "#app/accounts/guards.server";
import { optionsToRegister } from "#app/accounts/passkeys.server";
import { ownAccount } from "#app/accounts/queries.server";
import { addressOf, limitAttempts } from "#app/protection/rate-limit.server";

export async function action(args: ActionFunctionArgs) {
  const context = await requireFactorSetUp(args);
  await limitAttempts("passkey_address", addressOf(args.context));
  return Response.json(await optionsToRegister(context, await ownAccount(context)));
}
