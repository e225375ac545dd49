import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changeLocale } from "#app/accounts/change-locale.server";
import { languageForm } from "#app/accounts/forms";
import { requireAccount } from "#app/accounts/guards.server";
import { ownAccount, ownSignIns } from "#app/accounts/queries.server";
import { invalid, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { DefinitionList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, Tag, TagRow } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "account.home.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireAccount(args);
  return {
    account: await ownAccount(context),
    roles: context.actor.roles,
    signIns: await ownSignIns(context, context.signIn.signInId),
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
  const { account, roles, signIns } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("account");
  const words = useT("words");
  const format = useFormat();
  return (
    <>
      <PageHeader title={t("home.title")} />
      <Card>
        <DefinitionList
          items={[
            { term: t("home.name"), value: account.name },
            { term: t("home.email"), value: account.email },
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
      <Card title={t("home.signInsTitle")}>
        <p className="soft">{t("home.signInsLead")}</p>
        <ul className="list">
          {signIns.map((signIn) => (
            <li key={signIn.key}>
              <span>
                {signIn.browser || t("home.unknownBrowser")}
                <br />
                <span className="small soft">{t("home.since", { date: format.dateTime(signIn.createdAt) })}</span>
              </span>
              {signIn.own && <Tag tone="calm">{t("home.thisBrowser")}</Tag>}
            </li>
          ))}
        </ul>
        {signIns.length > 1 && (
          <form method="post" action="/account/other-sign-ins/end">
            <Button tone="quiet">{t("home.endOthers")}</Button>
          </form>
        )}
      </Card>
      <Card title={t("home.passwordTitle")}>
        <p>
          {t("home.passwordText")} <a href="/account/link">{t("home.passwordLink")}</a>
        </p>
      </Card>
    </>
  );
}
