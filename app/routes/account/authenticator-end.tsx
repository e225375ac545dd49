import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireFactorSetUp } from "#app/accounts/guards.server";
import { removeSecondFactor } from "#app/accounts/remove-second-factor.server";
import { ownSecondFactors } from "#app/accounts/second-factor-queries.server";
import { notFound } from "#app/context.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ConfirmPage } from "#app/ui/confirm-page";

export const handle: PageHandle = { title: "account.app.endTitle" };

export async function loader(args: LoaderFunctionArgs) {
  const { appSince, passkeys } = await ownSecondFactors(await requireFactorSetUp(args));
  if (!appSince) throw notFound();
  return { last: passkeys.length === 0 };
}

export async function action(args: ActionFunctionArgs) {
  const result = await removeSecondFactor(await requireFactorSetUp(args), { kind: "app" });
  if (!result.ok) return redirectTo(paths.account, { notice: result.reason });
  return redirectTo(paths.account, { notice: result.last ? "factor_removed_last" : "factor_removed" });
}

export default function EndAuthenticatorPage() {
  const { last } = useLoaderData<typeof loader>();
  const t = useT("account");
  return (
    <ConfirmPage title={t("app.endTitle")} button={t("app.end")} back={paths.account}>
      <p>{t("app.endText")}</p>
      {last && <p>{t("passkey.lastText")}</p>}
    </ConfirmPage>
  );
}
