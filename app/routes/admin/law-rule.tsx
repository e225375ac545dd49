import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { LawChanges } from "#app/legal-aid/law/law-changes";
import { LawStatusTag, ruleLength } from "#app/legal-aid/law/law-words";
import { ruleForAdministrator } from "#app/legal-aid/law/queries.server";
import type { PageHandle } from "#app/page-handle";
import { ButtonRow, LinkButton } from "#app/ui/button";
import { DefinitionList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, Notice, Stack, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "admin.law.rule" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  return ruleForAdministrator(context, args.params.code ?? "");
}

/** One time limit: what it says, where that stands, what came before and after it. */
export default function LawRulePage() {
  const { rule, law, before, open, changes } = useLoaderData<typeof loader>();
  const t = useT("admin");
  const words = useT("words");
  const format = useFormat();
  const locale = useLocale();
  const path = `/admin/law/rules/${rule.code}`;
  return (
    <>
      <PageHeader
        title={rule[locale]}
        crumbs={[{ label: t("law.title"), href: "/admin/law" }]}
        tags={
          <>
            <LawStatusTag status={rule.status} />
            {rule.needsConfirmation && <Tag tone="warn">{t("law.toBeConfirmed")}</Tag>}
            {!rule.active && <Tag tone="danger">{t("law.inactive")}</Tag>}
          </>
        }
      />
      <Stack>
        {rule.replacedBy && rule.validTo && (
          <Notice tone="warn">
            <p>
              {t("law.closedOn", { day: format.date(rule.validTo) })}{" "}
              <a href={`/admin/law/rules/${rule.replacedBy}`}>{t("law.seeSuccessor")}</a>
            </p>
          </Notice>
        )}
        {!rule.active && (
          <Notice tone="warn">
            <p>{t("law.inactiveAbout")}</p>
          </Notice>
        )}
        <Card>
          <DefinitionList
            items={[
              { term: t("law.code"), value: rule.code },
              { term: t("law.length"), value: rule.immediate ? t("law.immediate") : ruleLength(rule, t) },
              { term: t("law.starts"), value: locale === "sq" ? rule.startsSq : rule.startsEn },
              { term: t("law.rollsOver"), value: words(`rollingOver.${rolling(rule.rollsOver)}`) },
              { term: t("law.law"), value: law[locale] },
              { term: t("law.source"), value: rule.source && <span lang="en">{rule.source}</span> },
              { term: t("law.from"), value: rule.validFrom && format.date(rule.validFrom) },
              {
                term: t("law.takesPlaceOf"),
                value: before && <a href={`/admin/law/rules/${before}`}>{before}</a>,
              },
              { term: t("law.openDeadlines"), value: format.number(open) },
            ]}
          />
          {!rule.replacedBy && (
            <ButtonRow>
              <LinkButton href={`${path}/successor`}>{t("law.replace")}</LinkButton>
              {rule.active && rule.needsConfirmation && (
                <LinkButton href={`${path}/confirmation`} tone="quiet">
                  {t("law.confirm")}
                </LinkButton>
              )}
            </ButtonRow>
          )}
        </Card>
        <LawChanges changes={changes} />
      </Stack>
    </>
  );
}

function rolling(value: boolean | null): "yes" | "no" | "unknown" {
  if (value === null) return "unknown";
  return value ? "yes" : "no";
}
