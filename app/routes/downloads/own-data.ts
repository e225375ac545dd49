import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { downloadOwnData } from "#app/accounts/download-own-data.server";
import { requireAccount, requireStepUp } from "#app/accounts/guards.server";
import { ownDataForm } from "#app/accounts/own-data-forms";
import { ownPasswordFits } from "#app/accounts/own-password.server";
import { passwordDue } from "#app/accounts/rules";
import type { Context, Member } from "#app/context.server";
import { env } from "#app/env.server";
import { readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { translator } from "#app/i18n/translator.server";
import { paths } from "#app/paths";
import { limitAttempts } from "#app/protection/rate-limit.server";
import { downloadHeaders } from "#app/training/certificates/certificate-answer.server";

/** Everything about whoever is signed in, after the second factor; whoever has none comes by the form. */
export async function loader(args: LoaderFunctionArgs) {
  const context = await requireAccount(args);
  await requireStepUp(args, paths.ownData);
  if (passwordDue(context.signIn, env().demo)) return redirectTo(paths.ownData, { notice: "password_first" });
  return archiveFor(context, args.request);
}

/** The same after the password. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireAccount(args);
  await requireStepUp(args, paths.ownData);
  const form = await readForm(args.request, ownDataForm);
  if (!form.ok || !(await ownPasswordFits(context, form.value.password)))
    return redirectTo(paths.ownData, { notice: "own_password" });
  return archiveFor(context, args.request);
}

async function archiveFor(context: Context<Member>, request: Request): Promise<Response> {
  await limitAttempts("own_data", context.actor.accountId);
  const locale = localeOf(request);
  const archive = await downloadOwnData(context, locale);
  const name = `${translator(locale)("privacy.own.archive.file")}.zip`;
  return new Response(archive.slice(), { headers: downloadHeaders(name, "application/zip", archive.byteLength) });
}
