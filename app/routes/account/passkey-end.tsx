import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireFactorSetUp } from "#app/accounts/guards.server";
import { removeSecondFactor } from "#app/accounts/remove-second-factor.server";
import { ownSecondFactors } from "#app/accounts/second-factor-queries.server";
import { notFound } from "#app/context.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ConfirmPage } from "#app/ui/confirm-page";

export const handle = pageHandle<typeof loader>({
  title: (t, { label }) => t("account.passkey.endTitle", { label }),
});

export async function loader(args: LoaderFunctionArgs) {
  const id = parseId(args.params.id);
  const { appSince, passkeys } = await ownSecondFactors(await requireFactorSetUp(args));
  const passkey = passkeys.find((own) => own.id === id);
  if (!passkey) throw notFound();
  return { label: passkey.label, last: passkeys.length === 1 && !appSince };
}

export async function action(args: ActionFunctionArgs) {
  const id = parseId(args.params.id);
  const result = await removeSecondFactor(await requireFactorSetUp(args), { kind: "passkey", id });
  if (!result.ok) return redirectTo(paths.account, { notice: result.reason });
  return redirectTo(paths.account, { notice: result.last ? "factor_removed_last" : "factor_removed" });
}

export default function EndPasskeyPage() {
  const { label, last } = useLoaderData<typeof loader>();
  const t = useT("account");
  return (
    <ConfirmPage title={t("passkey.endTitle", { label })} button={t("passkey.end")} back={paths.account}>
      <p>{t("passkey.endText")}</p>
      {last && <p>{t("passkey.lastText")}</p>}
    </ConfirmPage>
  );
}
