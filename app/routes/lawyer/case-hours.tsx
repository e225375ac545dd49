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
import { hoursForm } from "#app/legal-aid/hours/forms";
import { logHours } from "#app/legal-aid/hours/log-hours.server";
import { networkLabels } from "#app/legal-aid/lawyers/queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ActionForm, Button } from "#app/ui/button";
import { ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { RowList } from "#app/ui/lists";
import { Card, Stack } from "#app/ui/surfaces";
import { DateField, TextField } from "#app/ui/text-fields";
import { hourKinds } from "#db/vocabulary";

export const handle: PageHandle = { title: "lawyer.hours.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const { id, code, urgency, hours, card } = await caseForLawyer(context, parseId(args.params.id));
  const { areas } = await networkLabels(context, localeOf(args.request));
  return { case: { id, code, urgency, area: areas[card.areaCode] ?? "" }, hours, today: calendarDate(context.now) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const caseId = parseId(args.params.id);
  const form = await readForm(args.request, hoursForm);
  if (!form.ok) return invalid(form.state);
  const { workedOn, duration, kind } = form.value;
  const result = await logHours(context, { caseId, workedOn, minutes: duration, kind });
  if (!result.ok) return refused(form.typed, `hours_${result.reason}`, "workedOn");
  return redirectTo(`${paths.case(caseId)}/hours`, { notice: "hours_logged" });
}

export default function CaseHours() {
  const { case: one, hours, today } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("lawyer");
  const words = useT("words");
  const format = useFormat();
  const own = `${paths.case(one.id)}/hours`;
  return (
    <>
      <CaseFrame id={one.id} code={one.code} title={one.area} urgency={one.urgency} current="hours" />
      <Stack>
        <Card title={t("hours.add")}>
          <Form state={answer?.form} defaults={{ workedOn: today, kind: "consultation" }}>
            <DateField name="workedOn" label={t("hours.day")} />
            <TextField name="duration" label={t("hours.duration")} hint={t("hours.durationHint")} width="short" />
            <ChoiceField
              name="kind"
              label={t("hours.kind")}
              inline
              choices={hourKinds.map((kind) => ({ value: kind, label: words(`hourKind.${kind}`) }))}
            />
            <Button>{t("hours.save")}</Button>
          </Form>
        </Card>
        <Card title={t("hours.ofCase")}>
          {hours.length === 0 ? (
            <p className="soft">{t("case.noHours")}</p>
          ) : (
            <RowList
              items={hours.map((row) => ({
                key: row.id,
                title: `${format.minutes(row.minutes)} · ${words(`hourKind.${row.kind}`)}`,
                about: format.weekday(row.workedOn),
                end: (
                  <ActionForm action={`${own}/${row.id}/removal`} tone="plain" small>
                    {t("hours.remove")}
                  </ActionForm>
                ),
              }))}
            />
          )}
        </Card>
      </Stack>
    </>
  );
}
