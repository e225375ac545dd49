import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { notFound } from "#app/context.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { changeRetention } from "#app/protection/change-retention.server";
import { retentionForm } from "#app/protection/retention-forms";
import { retentionClass } from "#app/protection/retention-queries.server";
import { periodBounds } from "#app/protection/retention-rules";
import { Button } from "#app/ui/button";
import { ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Notice } from "#app/ui/surfaces";
import { TextArea, TextField } from "#app/ui/text-fields";
import { retentionStatuses } from "#db/vocabulary";

export const handle: PageHandle = { title: "privacy.retention.changeTitle" };

const list = "/admin/retention";

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  await requireStepUp(args);
  const { rule } = await retentionClass(context, args.params.code ?? "");
  const bounds = periodBounds[rule.code];
  if (!bounds) throw notFound();
  return { rule, bounds };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  await requireStepUp(args);
  const { rule } = await retentionClass(context, args.params.code ?? "");
  const form = await readForm(args.request, retentionForm);
  if (!form.ok) return invalid(form.state);
  const changed = await changeRetention(context, { code: rule.code, ...form.value });
  if (!changed.ok) return refused(form.typed, `out_of_bounds|min=${changed.min}|max=${changed.max}`, "amount");
  return redirectTo(list, { notice: "retention_changed" });
}

/** One period, to be changed with a reason. */
export default function RetentionChangePage() {
  const { rule, bounds } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("privacy");
  const words = useT("words");
  return (
    <>
      <PageHeader
        title={t("retention.changeTitle")}
        lead={words(`retentionClass.${rule.code}`)}
        crumbs={[{ label: t("retention.title"), href: list }]}
      />
      <Notice tone="warn">
        <p>{t("retention.shorter")}</p>
      </Notice>
      <Form
        state={answer && "form" in answer ? answer.form : undefined}
        defaults={{ amount: String(rule.amount ?? ""), status: rule.status }}
      >
        <TextField
          name="amount"
          label={t(rule.unit === "days" ? "retention.amountDays" : "retention.amountMonths")}
          hint={t("retention.amountHint", bounds)}
          inputMode="numeric"
          width="short"
        />
        <ChoiceField
          name="status"
          label={t("retention.status")}
          inline
          choices={retentionStatuses.map((value) => ({ value, label: words(`retentionStatus.${value}`) }))}
        />
        <TextArea
          name="reason"
          label={t("retention.reason")}
          hint={t("retention.reasonHint")}
          rows={3}
          maxLength={300}
        />
        <Button>{t("retention.save")}</Button>
      </Form>
    </>
  );
}
