import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { requestHead } from "#app/legal-aid/aid-requests/queries.server";
import { meansForm } from "#app/legal-aid/triage/forms";
import { wageToday } from "#app/legal-aid/triage/queries.server";
import { meansTest } from "#app/legal-aid/triage/rules";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button, ButtonRow, LinkButton } from "#app/ui/button";
import { ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Card, Notice, Tag } from "#app/ui/surfaces";
import { NumberField } from "#app/ui/text-fields";

export const handle = pageHandle<typeof loader>({ title: (t, { code }) => t("desk.means.title", { code }) });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const { id, code } = await requestHead(context, parseId(args.params.id));
  return { id, code, wage: await wageToday(context) };
}

/** Computes and answers; nothing of it is kept. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  await requestHead(context, parseId(args.params.id));
  const form = await readForm(args.request, meansForm);
  if (!form.ok) return invalid(form.state);
  const { heads, situation } = form.value;
  if (situation === "household" && heads === null) return refused(form.typed, "required", "heads");
  const wage = await wageToday(context);
  if (!wage) return refused(form.typed, "wrong_state");
  return data({
    form: { values: form.typed, errors: {} },
    result: meansTest({ ...form.value, heads: heads ?? 1 }, wage.lek),
  });
}

/** The means test of art. 12, with today's minimum wage. */
export default function Means() {
  const t = useT();
  const format = useFormat();
  const { id, code, wage } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const result = answer && "result" in answer ? answer.result : null;
  const base = paths.aidRequest(id);
  return (
    <>
      <PageHeader
        title={t("desk.means.title", { code })}
        lead={t("desk.means.lead")}
        crumbs={[{ label: t("desk.triage.title", { code }), href: `${base}/triage` }]}
      />
      {wage ? (
        <p>
          {t("desk.means.wage", { wage: format.lek(wage.lek) })}{" "}
          {wage.toBeConfirmed && <Tag tone="warn">{t("common.toBeConfirmed")}</Tag>}
        </p>
      ) : (
        <Notice tone="warn">{t("desk.means.noWage")}</Notice>
      )}
      {result && (
        <Card
          title={t(result.within ? "desk.means.within" : "desk.means.above")}
          tone={result.within ? "calm" : "warn"}
        >
          <p>{t("desk.means.income", { value: format.lek(result.measured), limit: format.lek(result.incomeLimit) })}</p>
          <p>
            {t("desk.means.assetsResult", {
              value: format.lek(Number(answer?.form?.values.assets ?? 0)),
              limit: format.lek(result.assetsLimit),
            })}
          </p>
          {wage?.toBeConfirmed && <p className="small">{t("desk.means.unconfirmed")}</p>}
          <ButtonRow>
            {result.within && (
              <LinkButton href={`${base}/triage?category=${result.categoryCode}`}>{t("desk.means.use")}</LinkButton>
            )}
            <LinkButton href={`${base}/triage`} tone="quiet">
              {t("desk.means.back")}
            </LinkButton>
          </ButtonRow>
        </Card>
      )}
      <Form state={answer?.form} defaults={{ situation: "household" }} autoComplete="off">
        <ChoiceField
          name="situation"
          label={t("desk.means.situation")}
          choices={(["household", "single", "against_household"] as const).map((value) => ({
            value,
            label: t(`desk.means.${value}`),
          }))}
        />
        <NumberField
          name="monthlyIncome"
          label={t("desk.means.monthlyIncome")}
          hint={t("desk.means.incomeHint")}
          unit={t("desk.means.lek")}
        />
        <NumberField name="heads" label={t("desk.means.heads")} optional />
        <NumberField name="assets" label={t("desk.means.assets")} unit={t("desk.means.lek")} />
        <Button tone={result ? "quiet" : "primary"}>{t("desk.means.check")}</Button>
      </Form>
    </>
  );
}
