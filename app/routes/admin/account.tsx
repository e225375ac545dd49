import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { rolesToGive } from "#app/accounts/administration";
import { grantRoleForm } from "#app/accounts/administration-forms";
import { accountForAdministrator } from "#app/accounts/administration-queries.server";
import { grantRole } from "#app/accounts/grant-role.server";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { organisationOfAccount } from "#app/organisations/queries.server";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ActionForm, Button } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { DefinitionList, RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, MainAndAside, Notice, Tag } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({
  title: (_, { account }) => `${account.givenName} ${account.familyName}`,
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const accountId = parseId(args.params.id);
  const account = await accountForAdministrator(context, accountId);
  const acting = account.roles.some(({ role }) => role === "institution_contact" || role === "referrer");
  return {
    account,
    organisation: acting ? await organisationOfAccount(context, localeOf(args.request), accountId) : null,
  };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const accountId = parseId(args.params.id);
  await requireStepUp(args);
  const form = await readForm(args.request, grantRoleForm);
  if (!form.ok) return invalid(form.state);
  const result = await grantRole(context, { accountId, role: form.value.role });
  if (!result.ok) return refused(form.typed, result.reason, "role");
  return redirectTo(`/admin/accounts/${accountId}`, { notice: "role_given" });
}

export default function AdminAccountPage() {
  const { account, organisation } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("admin");
  const words = useT("words");
  const format = useFormat();
  const address = `/admin/accounts/${account.id}`;
  const missing = rolesToGive.filter((role) => !account.roles.some((given) => given.role === role));
  return (
    <>
      <PageHeader
        title={`${account.givenName} ${account.familyName}`}
        crumbs={[{ label: t("people.title"), href: paths.admin }]}
        tags={<Tag tone={account.state === "active" ? "calm" : "warn"}>{words(`accountState.${account.state}`)}</Tag>}
      />
      {account.own && <Notice>{t("account.own")}</Notice>}
      <MainAndAside
        aside={
          <Card title={t("account.entry")}>
            <p>{t("account.signIns", { count: account.signIns })}</p>
            {account.suspendedAt && (
              <p className="soft">
                {t("account.suspendedAt", { when: format.dateTime(new Date(account.suspendedAt)) })}
              </p>
            )}
            {!account.own && (account.state === "active" || account.state === "invited") && (
              <>
                <p className="small soft">{t("account.suspendAbout")}</p>
                <ActionForm action={`${address}/suspension`} tone="danger">
                  {t("account.suspend")}
                </ActionForm>
              </>
            )}
            {account.state === "suspended" && (
              <ActionForm action={`${address}/suspension/end`} tone="calm">
                {t("account.restore")}
              </ActionForm>
            )}
            <p>
              <b>{t("account.factors")}:</b>{" "}
              {account.secondFactorSince
                ? t("account.hasFactors", { when: format.date(account.secondFactorSince) })
                : t("account.noFactors")}
            </p>
            {!account.own && account.secondFactorSince && (
              <>
                <p className="small soft">{t("account.factorsAbout")}</p>
                <ActionForm action={`${address}/second-factors/end`}>{t("account.resetFactors")}</ActionForm>
              </>
            )}
          </Card>
        }
      >
        <Card title={t("account.roles")}>
          <RowList
            items={account.roles.map((given) => ({
              key: given.role,
              title: words(`role.${given.role}`),
              about: given.grantedBy
                ? t("account.givenBy", { who: given.grantedBy, when: format.date(new Date(given.grantedAt)) })
                : t("account.givenOn", { when: format.date(new Date(given.grantedAt)) }),
              end:
                !account.own && rolesToGive.includes(given.role) ? (
                  <ActionForm
                    action={`${address}/roles/${given.role}/end`}
                    small
                    label={t("account.takeRole", { role: words(`role.${given.role}`) })}
                  >
                    {t("account.take")}
                  </ActionForm>
                ) : undefined,
            }))}
          />
          {!account.own && missing.length > 0 && (
            <Form state={answer && "form" in answer ? answer.form : undefined}>
              <SelectField
                name="role"
                label={t("account.newRole")}
                hint={t("account.newRoleHint")}
                width="medium"
                choices={missing.map((role) => ({ value: role, label: words(`role.${role}`) }))}
              />
              <Button>{t("account.give")}</Button>
            </Form>
          )}
        </Card>
        {organisation && (
          <Card title={t("account.actsFor")}>
            <Form action={`${address}/organisation`} defaults={{ organisationId: organisation.current ?? "" }}>
              <SelectField
                name="organisationId"
                label={t("account.organisation")}
                hint={<a href="/admin/organisations">{t("account.organisationHint")}</a>}
                empty={t("account.noOrganisation")}
                width="medium"
                choices={organisation.choices.map(({ id, name }) => ({ value: id, label: name }))}
              />
              <Button tone="quiet">{t("account.link")}</Button>
            </Form>
          </Card>
        )}
        <Card title={t("account.person")}>
          <DefinitionList
            items={[
              { term: t("people.email"), value: account.email },
              { term: t("account.phone"), value: account.phone },
              { term: t("account.institution"), value: account.institution },
              { term: t("account.profession"), value: account.profession },
              { term: t("account.since"), value: format.date(new Date(account.createdAt)) },
            ]}
          />
        </Card>
      </MainAndAside>
    </>
  );
}
