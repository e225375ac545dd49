import type { ActionFunctionArgs } from "@remix-run/node";
import { endOtherSignIns } from "#app/accounts/end-other-sign-ins.server";
import { requireAccount } from "#app/accounts/guards.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";

export async function action(args: ActionFunctionArgs) {
  const context = await requireAccount(args);
  await endOtherSignIns(context, { keep: context.signIn.signInId });
  return redirectTo(paths.account, { notice: "signed_out_elsewhere" });
}
