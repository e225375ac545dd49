import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { BreakGlassNotice } from "#app/legal-aid/break-glass/break-glass-notice";
import { CaseFrame } from "#app/legal-aid/cases/case-frame";
import { caseForLawyer } from "#app/legal-aid/cases/own-case-queries.server";
import { DeadlineTags, useDueWords } from "#app/legal-aid/deadlines/deadline-words";
import { networkLabels } from "#app/legal-aid/lawyers/queries.server";
import { CardFacts } from "#app/legal-aid/offers/offer-card";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ActionForm, Button, ButtonRow, LinkButton } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { RowList } from "#app/ui/lists";
import { Card, MainAndAside, Notice, Tag } from "#app/ui/surfaces";
import { HiddenField } from "#app/ui/text-fields";
import { caseOutcomes } from "#db/vocabulary";

export const handle: PageHandle = { title: "lawyer.case.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const found = await caseForLawyer(context, parseId(args.params.id));
  return { case: found, labels: await networkLabels(context, localeOf(args.request)), now: context.now };
}

export default function LawyerCase() {
  const { case: one, labels, now } = useLoaderData<typeof loader>();
  const t = useT("lawyer");
  const words = useT("words");
  const format = useFormat();
  const dueWords = useDueWords();
  const own = paths.case(one.id);
  const running = one.deadlines.filter(({ state }) => state === "open");
  const minutes = one.hours.reduce((sum, row) => sum + row.minutes, 0);
  return (
    <>
      <CaseFrame
        id={one.id}
        code={one.code}
        title={labels.areas[one.card.areaCode] ?? ""}
        urgency={one.urgency}
        current="work"
        action={<LinkButton href={`${own}/file`}>{t("case.openFile")}</LinkButton>}
      />
      {!one.parts.identity && (
        <Notice tone="warn" title={t("case.noConsentTitle")}>
          <p>{t("case.noConsent")}</p>
        </Notice>
      )}
      <BreakGlassNotice opened={one.broken} />
      <MainAndAside
        aside={
          <>
            <Card title={t("case.about")} tone="sunken">
              <CardFacts card={one.card} labels={labels} />
              <p className="small soft">{t("case.openedOn", { day: format.date(one.openedAt) })}</p>
            </Card>
            <p>
              <a href={`${own}/looks`}>{t("case.looks")}</a>
            </p>
            <ButtonRow>
              <LinkButton href={`${own}/closing`} tone="quiet">
                {t("case.close")}
              </LinkButton>
              <LinkButton href={`${own}/hand-back`} tone="plain">
                {t("case.handBack")}
              </LinkButton>
            </ButtonRow>
          </>
        }
      >
        <Card title={t("case.steps")}>
          <RowList
            items={one.steps.map((step) => ({
              key: step.id,
              title: words(`stepKind.${step.kind}`),
              about: [
                step.estimatedHours === null ? "" : t("card.hoursAbout", { hours: step.estimatedHours }),
                step.outcome ? words(`caseOutcome.${step.outcome}`) : "",
              ]
                .filter(Boolean)
                .join(" · "),
              end:
                step.state === "open" || step.state === "planned" ? (
                  <details>
                    <summary className="button button-quiet button-small">{t("case.endStep")}</summary>
                    <Form id={`step-${step.id}`} action={`${own}/steps/${step.id}/end`}>
                      <HiddenField name="state" value="done" />
                      <SelectField
                        name="outcome"
                        label={t("case.outcome")}
                        choices={caseOutcomes.map((value) => ({ value, label: words(`caseOutcome.${value}`) }))}
                      />
                      <Button small>{t("case.stepDone")}</Button>
                    </Form>
                    <ActionForm
                      action={`${own}/steps/${step.id}/end`}
                      values={{ state: "dropped", outcome: "" }}
                      tone="plain"
                      small
                    >
                      {t("case.stepDropped")}
                    </ActionForm>
                  </details>
                ) : (
                  <span className="tag-row">
                    <Tag tone={step.state === "done" ? "calm" : "plain"}>{words(`stepState.${step.state}`)}</Tag>
                    <ActionForm
                      action={`${own}/steps/${step.id}/end`}
                      values={{ state: "open", outcome: "" }}
                      tone="plain"
                      small
                    >
                      {t("case.stepReopen")}
                    </ActionForm>
                  </span>
                ),
            }))}
          />
        </Card>
        <Card title={t("case.deadlines")} action={<a href={`${own}/deadlines`}>{t("case.addDeadline")}</a>}>
          {running.length === 0 ? (
            <p className="soft">{t("case.noDeadlines")}</p>
          ) : (
            <RowList
              items={running.map((deadline) => ({
                key: deadline.id,
                title: deadline[t.locale],
                about: dueWords(deadline.dueAt),
                end: <DeadlineTags deadline={deadline} now={now} />,
              }))}
            />
          )}
        </Card>
        <Card title={t("case.hours")} action={<a href={`${own}/hours`}>{t("case.addHours")}</a>}>
          <p>
            {minutes === 0
              ? t("case.noHours")
              : t("case.hoursOf", { hours: format.hours(minutes), estimate: one.card.estimatedHours })}
          </p>
        </Card>
      </MainAndAside>
    </>
  );
}
