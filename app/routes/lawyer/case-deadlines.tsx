import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { calendarDate } from "#app/i18n/format";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { CaseFrame } from "#app/legal-aid/cases/case-frame";
import { caseForLawyer } from "#app/legal-aid/cases/own-case-queries.server";
import { countableRules } from "#app/legal-aid/cases/queries.server";
import { addDeadline } from "#app/legal-aid/deadlines/add-deadline.server";
import { DeadlineTags, useDueWords } from "#app/legal-aid/deadlines/deadline-words";
import { deadlineForm } from "#app/legal-aid/deadlines/forms";
import { networkLabels } from "#app/legal-aid/lawyers/queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ActionForm, Button } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { RowList } from "#app/ui/lists";
import { Card, EmptyState, MainAndAside, Tag, TagRow } from "#app/ui/surfaces";
import { DateField, TimeField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "lawyer.deadlines.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const found = await caseForLawyer(context, parseId(args.params.id));
  const { areas } = await networkLabels(context, localeOf(args.request));
  const { id, code, urgency, deadlines, card } = found;
  return {
    case: { id, code, urgency, area: areas[card.areaCode] ?? "" },
    deadlines,
    rules: await countableRules(context),
    today: calendarDate(context.now),
    now: context.now,
  };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const caseId = parseId(args.params.id);
  const form = await readForm(args.request, deadlineForm);
  if (!form.ok) return invalid(form.state);
  const known = (await countableRules(context)).some(({ code }) => code === form.value.ruleCode);
  if (!known) return refused(form.typed, "choice", "ruleCode");
  const result = await addDeadline(context, { caseId, ...form.value });
  if (!result.ok)
    return refused(form.typed, result.reason, result.reason === "hour_needed" ? "startedTime" : "startedOn");
  return redirectTo(`${paths.case(caseId)}/deadlines`, { notice: "deadline_added" });
}

export default function CaseDeadlines() {
  const { case: one, deadlines, rules, today, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("lawyer");
  const words = useT("words");
  const format = useFormat();
  const dueWords = useDueWords();
  const own = `${paths.case(one.id)}/deadlines`;
  const label = (rule: (typeof rules)[number]) => {
    const length =
      rule.length === null ? t("deadlines.atOnce") : t(`deadlines.length.${unitOf(rule.unit)}`, { count: rule.length });
    const starts = t.locale === "sq" ? rule.startsSq : rule.startsEn;
    const way = rule.direction === "before" ? t("deadlines.before") : t("deadlines.after");
    const dated = rule.validFrom ? t("deadlines.since", { day: format.date(rule.validFrom) }) : "";
    const ended = rule.validTo ? t("deadlines.until", { day: format.date(rule.validTo) }) : "";
    const days = [dated, ended]
      .filter(Boolean)
      .map((words) => ` · ${words}`)
      .join("");
    return `${rule[t.locale]} · ${length}${days}${starts ? ` ${way} ${starts}` : ""}`;
  };
  const groups = [...new Set(rules.map(({ code }) => code.split("-")[0] ?? ""))];
  return (
    <>
      <CaseFrame id={one.id} code={one.code} title={one.area} urgency={one.urgency} current="deadlines" />
      <MainAndAside
        aside={
          <Card title={t("deadlines.howTitle")} tone="sunken">
            <p className="small">{t("deadlines.how")}</p>
            <p className="small">{t("deadlines.notAdvice")}</p>
          </Card>
        }
      >
        <Card title={t("deadlines.add")}>
          <Form state={answer?.form} defaults={{ startedOn: today }}>
            <SelectField
              name="ruleCode"
              label={t("deadlines.rule")}
              hint={t("deadlines.ruleHint")}
              choices={[]}
              groups={groups.map((group) => ({
                label: t(`deadlines.group.${groupOf(group)}`),
                choices: rules
                  .filter(({ code }) => code.startsWith(`${group}-`))
                  .map((rule) => ({
                    value: rule.code,
                    label: label(rule) + (rule.needsConfirmation ? ` (${t("deadlines.toBeConfirmed")})` : ""),
                  })),
              }))}
            />
            <DateField name="startedOn" label={t("deadlines.startedOn")} hint={t("deadlines.startedHint")} />
            <TimeField name="startedTime" label={t("deadlines.startedTime")} hint={t("deadlines.timeHint")} optional />
            <Button>{t("deadlines.count")}</Button>
          </Form>
        </Card>
        <Card title={t("deadlines.title")}>
          {deadlines.length === 0 ? (
            <EmptyState title={t("deadlines.none")}>{t("deadlines.noneNext")}</EmptyState>
          ) : (
            <RowList
              items={deadlines.map((deadline) => ({
                key: deadline.id,
                title: deadline[t.locale],
                about: t("deadlines.about", {
                  due: dueWords(deadline.dueAt),
                  start: format.dateTime(deadline.startedAt),
                  source: t.locale === "sq" ? deadline.lawSq : deadline.lawEn,
                }),
                end:
                  deadline.state === "open" ? (
                    <span className="stack">
                      <DeadlineTags deadline={deadline} now={now} />
                      <TagRow>
                        <ActionForm action={`${own}/${deadline.id}/end`} values={{ state: "met" }} small>
                          {t("deadlines.met")}
                        </ActionForm>
                        <ActionForm
                          action={`${own}/${deadline.id}/end`}
                          values={{ state: "cancelled" }}
                          tone="plain"
                          small
                        >
                          {t("deadlines.cancel")}
                        </ActionForm>
                      </TagRow>
                    </span>
                  ) : (
                    <TagRow>
                      <Tag tone={deadline.state === "met" ? "calm" : "plain"}>
                        {words(`deadlineState.${deadline.state}`)}
                      </Tag>
                      <ActionForm action={`${own}/${deadline.id}/end`} values={{ state: "open" }} tone="plain" small>
                        {t("deadlines.undo")}
                      </ActionForm>
                    </TagRow>
                  ),
              }))}
            />
          )}
        </Card>
      </MainAndAside>
    </>
  );
}

const units = ["hours", "days", "weeks", "months", "years"] as const;
function unitOf(unit: string | null): (typeof units)[number] {
  return units.find((known) => known === unit) ?? "days";
}

const lawGroups = ["LA", "DV", "CR", "CV", "AD", "DI", "DP"] as const;
function groupOf(group: string): (typeof lawGroups)[number] | "other" {
  return lawGroups.find((known) => known === group) ?? "other";
}
