import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { requestHead } from "#app/legal-aid/aid-requests/queries.server";
import { askForErasure } from "#app/legal-aid/erasures/ask-for-erasure.server";
import { erasureForm } from "#app/legal-aid/erasures/forms";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { CheckField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";

export const handle = pageHandle<typeof loader>({ title: (t, { code }) => `${t("privacy.officer.askFor")}: ${code}` });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const { id, code } = await requestHead(context, parseId(args.params.id));
  return { id, code };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const requestId = parseId(args.params.id);
  const form = await readForm(args.request, erasureForm);
  if (!form.ok) return invalid(form.state);
  const asked = await askForErasure(context, { requestId });
  if (!asked.ok) return refused(form.typed, asked.reason);
  return redirectTo(paths.aidRequest(requestId), { notice: "erasure_asked" });
}

/** Somebody without her receipt asks the desk for erasure. */
export default function RequestErasure() {
  const { id, code } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("privacy");
  return (
    <>
      <PageHeader
        title={t("officer.askFor")}
        lead={t("officer.askForLead")}
        crumbs={[{ label: t("officer.request", { code }), href: paths.aidRequest(id) }]}
      />
      <Form state={answer && "form" in answer ? answer.form : undefined}>
        <CheckField name="sure" label={t("officer.sure")} />
        <Button>{t("officer.askForButton")}</Button>
      </Form>
    </>
  );
}
