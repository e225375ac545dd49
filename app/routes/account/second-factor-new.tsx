import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireFactorSetUp } from "#app/accounts/guards.server";
import { PasskeyButton } from "#app/accounts/passkey-button";
import { ownSecondFactors } from "#app/accounts/second-factor-queries.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { ActionForm, Button } from "#app/ui/button";
import { PageHeader } from "#app/ui/page-header";
import { Card, Columns } from "#app/ui/surfaces";
import { TextField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "account.factor.newTitle" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireFactorSetUp(args);
  const { appSince } = await ownSecondFactors(context);
  return { hasApp: appSince !== null };
}

export default function NewSecondFactorPage() {
  const { hasApp } = useLoaderData<typeof loader>();
  const t = useT("account");
  return (
    <>
      <PageHeader title={t("factor.newTitle")} lead={t("factor.newLead")} />
      <Columns>
        <Card title={t("factor.addPasskeyTitle")}>
          <p>{t("factor.addPasskeyText")}</p>
          <PasskeyButton
            register
            action="/account/passkeys"
            options="/account/passkeys/options"
            fields={<TextField name="label" label={t("factor.label")} hint={t("factor.labelHint")} maxLength={60} />}
          >
            {t("factor.addPasskey")}
          </PasskeyButton>
        </Card>
        <Card title={t("factor.addAppTitle")}>
          <p>{t("factor.addAppText")}</p>
          {hasApp ? (
            <p>{t("app.has")}</p>
          ) : (
            <ActionForm action="/account/authenticator/secret" tone="quiet">
              {t("factor.addApp")}
            </ActionForm>
          )}
        </Card>
      </Columns>
      <form method="post" action="/sign-out">
        <Button tone="plain">{t("factor.leave")}</Button>
      </form>
    </>
  );
}
