import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { quotaForm } from "#app/training/enrolments/forms";
import { RegistrationFrame } from "#app/training/enrolments/registration-frame";
import { quotasInUse } from "#app/training/enrolments/registration-queries.server";
import { saveQuota } from "#app/training/enrolments/save-quota.server";
import { eventForManager } from "#app/training/events/queries.server";
import { ActionForm, Button } from "#app/ui/button";
import { ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { RowList } from "#app/ui/lists";
import { Card, EmptyState } from "#app/ui/surfaces";
import { NumberField, TextField } from "#app/ui/text-fields";
import { quotaKinds } from "#db/vocabulary";

export const handle = pageHandle<typeof loader>({
  title: (t, { event }) => `${t("enrolments.manage.quotas.title")} · ${event.title}`,
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const [event, quotas] = await Promise.all([
    eventForManager(context, localeOf(args.request), eventId),
    quotasInUse(context, eventId),
  ]);
  return { event, quotas };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const form = await readForm(args.request, quotaForm);
  if (!form.ok) return invalid(form.state);
  await saveQuota(context, { eventId, ...form.value });
  return redirectTo(`${paths.event(eventId)}/quotas`, { notice: "saved" });
}

export default function EventQuotas() {
  const { event, quotas } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("enrolments");
  const words = useT("words");
  const own = `${paths.event(event.id)}/quotas`;
  return (
    <>
      <RegistrationFrame event={event} current="quotas" />
      {quotas.length === 0 ? (
        <EmptyState title={t("manage.quotas.empty")}>{t("manage.quotas.emptyText")}</EmptyState>
      ) : (
        <Card>
          <RowList
            items={quotas.map(({ id, kind, name, seats, taken }) => ({
              key: id,
              title: name,
              about: [words(`quotaKind.${kind}`), t("manage.quotas.taken", { taken, seats })].join(" · "),
              end: (
                <ActionForm
                  action={`${own}/${id}/removal`}
                  tone="plain"
                  small
                  label={t("manage.quotas.removeLabel", { name })}
                >
                  {t("manage.remove")}
                </ActionForm>
              ),
            }))}
          />
        </Card>
      )}
      <Card title={t("manage.quotas.add")}>
        <Form state={answer && "form" in answer ? answer.form : undefined} defaults={{ kind: "profession" }}>
          <ChoiceField
            name="kind"
            label={t("manage.quotas.kind")}
            choices={quotaKinds.map((kind) => ({ value: kind, label: words(`quotaKind.${kind}`) }))}
            inline
          />
          <TextField name="name" label={t("manage.quotas.name")} hint={t("manage.quotas.nameHint")} maxLength={160} />
          <NumberField name="seats" label={t("manage.quotas.seats")} />
          <Button>{t("manage.quotas.save")}</Button>
        </Form>
      </Card>
    </>
  );
}
