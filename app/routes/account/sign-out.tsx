import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { anyone } from "#app/accounts/guards.server";
import { endSignIn } from "#app/accounts/session.server";
import { redirectTo } from "#app/forms/redirect.server";
import { paths } from "#app/paths";

export async function action(args: ActionFunctionArgs) {
  anyone(args);
  return redirectTo(paths.home, { notice: "signed_out", headers: { "Set-Cookie": await endSignIn(args.request) } });
}

export async function loader(args: LoaderFunctionArgs) {
  anyone(args);
  return redirectTo(paths.home);
}
