import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { changeConsents } from "#app/legal-aid/aid-requests/change-consents.server";
import { ConsentFields } from "#app/legal-aid/aid-requests/consent-fields";
import { consentsForm } from "#app/legal-aid/aid-requests/forms";
import { consentsOf, requestHead } from "#app/legal-aid/aid-requests/queries.server";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";

export const handle = pageHandle<typeof loader>({ title: (t, { code }) => t("desk.consents.title", { code }) });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const { id, code } = await requestHead(context, parseId(args.params.id));
  return { id, code, kinds: await consentsOf(context, id) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const requestId = parseId(args.params.id);
  const form = await readForm(args.request, consentsForm);
  if (!form.ok) return invalid(form.state);
  const changed = await changeConsents(context, { requestId, kinds: form.value.kinds });
  if (!changed.ok) return refused(form.typed, changed.reason);
  return redirectTo(paths.aidRequest(requestId), { notice: "consents_saved" });
}

/** Consents as the person tells them to the desk. */
export default function Consents() {
  const t = useT("desk");
  const { id, code, kinds } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.form;
  return (
    <>
      <PageHeader
        title={t("consents.title", { code })}
        lead={t("consents.lead")}
        crumbs={[{ label: t("request.title", { code }), href: paths.aidRequest(id) }]}
      />
      <Form state={state} defaults={{ kinds }}>
        <ConsentFields label={t("consents.title", { code })} />
        <Button>{t("consents.save")}</Button>
      </Form>
    </>
  );
}
