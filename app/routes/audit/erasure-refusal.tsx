import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { useErasureSubject } from "#app/legal-aid/erasures/erasure-tables";
import { refusalForm } from "#app/legal-aid/erasures/forms";
import { erasureForOfficer } from "#app/legal-aid/erasures/queries.server";
import { refuseErasure } from "#app/legal-aid/erasures/refuse-erasure.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { erasureRefusals } from "#db/vocabulary";

export const handle: PageHandle = { title: "privacy.officer.refuseTitle" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "dpo");
  return erasureForOfficer(context, parseId(args.params.id));
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "dpo");
  const erasureId = parseId(args.params.id);
  const form = await readForm(args.request, refusalForm);
  if (!form.ok) return invalid(form.state);
  const done = await refuseErasure(context, { erasureId, reason: form.value.reason });
  if (!done.ok) return refused(form.typed, done.reason);
  return redirectTo(paths.erasures, { notice: "erasure_refused" });
}

/** Saying no, with the reason that the person reads. */
export default function ErasureRefusalPage() {
  const erasure = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("privacy");
  const words = useT("words");
  const subject = useErasureSubject()(erasure);
  return (
    <>
      <PageHeader
        title={t("officer.refuseTitle")}
        lead={t("officer.refuseLead")}
        crumbs={[
          { label: t("officer.title"), href: paths.erasures },
          { label: subject, href: paths.erasure(erasure.id) },
        ]}
      />
      <Form state={answer && "form" in answer ? answer.form : undefined}>
        <ChoiceField
          name="reason"
          label={t("officer.refuseReason")}
          choices={erasureRefusals.map((value) => ({ value, label: words(`erasureRefusal.${value}`) }))}
        />
        <Button>{t("officer.refuse")}</Button>
      </Form>
    </>
  );
}
