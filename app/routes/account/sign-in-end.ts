import type { ActionFunctionArgs } from "@remix-run/node";
import { endOwnSignIn } from "#app/accounts/end-own-sign-in.server";
import { requireAccount } from "#app/accounts/guards.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";

export async function action(args: ActionFunctionArgs) {
  await endOwnSignIn(await requireAccount(args), { signInId: args.params.id ?? "" });
  return redirectTo(paths.account, { notice: "sign_in_ended" });
}
