import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changeLocale } from "#app/accounts/change-locale.server";
import { languageForm } from "#app/accounts/forms";
import { requireAccount } from "#app/accounts/guards.server";
import { ownAccount, ownSignIns } from "#app/accounts/queries.server";
import { ownSecondFactors } from "#app/accounts/second-factor-queries.server";
import { invalid, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ActionForm, Button, LinkButton } from "#app/ui/button";
import { ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { DefinitionList, type RowItem, RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, Tag, TagRow } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "account.home.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireAccount(args);
  return {
    account: await ownAccount(context),
    roles: context.actor.roles,
    signIns: await ownSignIns(context, context.signIn.signInId),
    factors: await ownSecondFactors(context),
  };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireAccount(args);
  const form = await readForm(args.request, languageForm);
  if (!form.ok) return invalid(form.state);
  await changeLocale(context, form.value);
  return redirectTo(paths.account, { notice: "saved" });
}

export default function AccountPage() {
  const { account, roles, signIns, factors } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("account");
  const words = useT("words");
  const privacy = useT("privacy");
  const format = useFormat();
  const take = (href: string, label: string) => (
    <LinkButton href={href} tone="quiet" small label={t("home.factorTakeLabel", { label })}>
      {t("home.factorTake")}
    </LinkButton>
  );
  const factorRows: RowItem[] = factors.passkeys.map((passkey) => ({
    key: passkey.id,
    title: passkey.label,
    about: passkey.lastUsedAt
      ? t("home.passkeyUsed", { date: format.date(passkey.lastUsedAt) })
      : t("home.passkeySince", { date: format.date(passkey.createdAt) }),
    end: take(`/account/passkeys/${passkey.id}/end`, passkey.label),
  }));
  if (factors.appSince)
    factorRows.push({
      key: "app",
      title: t("home.factorApp"),
      about: t("home.factorAppSince", { date: format.date(factors.appSince) }),
      end: take("/account/authenticator/end", t("home.factorApp")),
    });
  return (
    <>
      <PageHeader title={t("home.title")} />
      <Card>
        <DefinitionList
          items={[
            { term: t("home.name"), value: account.name },
            {
              term: t("home.email"),
              value: (
                <>
                  {account.email} · <a href="/account/email">{t("home.emailLink")}</a>
                </>
              ),
            },
            {
              term: t("home.roles"),
              value: (
                <TagRow>
                  {roles.map((role) => (
                    <Tag key={role}>{words(`role.${role}`)}</Tag>
                  ))}
                </TagRow>
              ),
            },
          ]}
        />
      </Card>
      <Form state={answer && "form" in answer ? answer.form : undefined} defaults={{ locale: account.locale }}>
        <ChoiceField
          name="locale"
          label={t("home.language")}
          hint={t("home.languageHint")}
          inline
          choices={[
            { value: "sq", label: words("language.sq") },
            { value: "en", label: words("language.en") },
          ]}
        />
        <Button>{t("home.saveLanguage")}</Button>
      </Form>
      <Card title={t("calendars.title")}>
        <p>
          {t("calendars.short")} <a href={paths.calendars}>{t("calendars.go")}</a>
        </p>
      </Card>
      <Card title={t("home.signInsTitle")}>
        <p className="soft">{t("home.signInsLead")}</p>
        <RowList
          items={signIns.map((signIn) => ({
            key: signIn.key,
            title: signIn.browser || t("home.unknownBrowser"),
            about: t("home.since", { date: format.dateTime(signIn.createdAt) }),
            end: signIn.own ? (
              <Tag tone="calm">{t("home.thisBrowser")}</Tag>
            ) : (
              <ActionForm
                action={`/account/sign-ins/${signIn.key}/end`}
                small
                label={t("home.endOneLabel", {
                  browser: signIn.browser || t("home.unknownBrowser"),
                  date: format.dateTime(signIn.createdAt),
                })}
              >
                {t("home.endOne")}
              </ActionForm>
            ),
          }))}
        />
        {signIns.length > 1 && (
          <form method="post" action="/account/other-sign-ins/end">
            <Button tone="quiet">{t("home.endOthers")}</Button>
          </form>
        )}
      </Card>
      <Card title={t("home.factorTitle")}>
        {factors.passkeys.length === 0 && !factors.appSince && <p>{t("home.factorNone")}</p>}
        <RowList items={factorRows} />
        <div className="button-row">
          <LinkButton href="/account/second-factor/new" tone="quiet">
            {t("home.factorAdd")}
          </LinkButton>
          {factorRows.length > 0 && (
            <LinkButton href="/account/recovery-codes" tone="quiet">
              {t("home.codesLink")}
            </LinkButton>
          )}
        </div>
        {factorRows.length > 0 && <p className="small soft">{t("home.codesLeft", { count: factors.codesLeft })}</p>}
      </Card>
      <Card title={t("home.passwordTitle")}>
        <p>
          {t("home.passwordText")} <a href="/account/link">{t("home.passwordLink")}</a>
        </p>
      </Card>
      <Card title={privacy("own.title")}>
        <p>
          {privacy("own.lead")} <a href={paths.ownData}>{privacy("own.title")}</a>
        </p>
      </Card>
      <Card title={t("home.closeTitle")}>
        <p>
          {t("home.closeText")} <a href="/account/closing">{t("home.closeLink")}</a>
        </p>
      </Card>
    </>
  );
}
