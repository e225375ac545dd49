import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { revocationForm } from "#app/training/certificates/forms";
import { certificateToRevoke } from "#app/training/certificates/queries.server";
import { revokeCertificate } from "#app/training/certificates/revoke-certificate.server";
import { Button, LinkButton } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Notice } from "#app/ui/surfaces";
import { TextArea } from "#app/ui/text-fields";

export const handle = pageHandle<typeof loader>({
  title: (t, { number }) => t("certificates.revocation.title", { number }),
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  return certificateToRevoke(context, parseId(args.params.id));
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const certificateId = parseId(args.params.id);
  const form = await readForm(args.request, revocationForm);
  if (!form.ok) return invalid(form.state);
  const result = await revokeCertificate(context, { certificateId, ...form.value });
  if (!result.ok) return refused(form.typed, "certificate_not_valid");
  return redirectTo(`${paths.event(result.eventId)}/certificates`, { notice: "certificate_revoked" });
}

export default function CertificateRevocation() {
  const { number, name, state, eventId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("certificates");
  const back = `${paths.event(eventId)}/certificates`;
  return (
    <>
      <PageHeader
        title={t("revocation.title", { number })}
        lead={t("revocation.text", { name })}
        crumbs={[{ label: t("title"), href: back }]}
      />
      {state === "valid" ? (
        <Form state={answer && "form" in answer ? answer.form : undefined}>
          <TextArea name="reason" label={t("revocation.reason")} hint={t("revocation.reasonHint")} rows={3} />
          <Button tone="danger">{t("revocation.button")}</Button>
        </Form>
      ) : (
        <>
          <Notice tone="warn">{t("revocation.not_valid")}</Notice>
          <LinkButton tone="quiet" href={back}>
            {t("title")}
          </LinkButton>
        </>
      )}
    </>
  );
}
