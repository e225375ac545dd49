import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { changePrivacyContact } from "#app/protection/change-privacy-contact.server";
import { privacyContact } from "#app/protection/privacy-contact-queries.server";
import { privacyContactForm } from "#app/protection/retention-forms";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { TextField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "privacy.retention.contactTitle" };

const list = "/admin/retention";

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  return { contact: await privacyContact(context) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const form = await readForm(args.request, privacyContactForm);
  if (!form.ok) return invalid(form.state);
  await changePrivacyContact(context, form.value);
  return redirectTo(list, { notice: "contact_saved" });
}

/** Whom people ask about their data. */
export default function PrivacyContactPage() {
  const { contact } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("privacy");
  return (
    <>
      <PageHeader
        title={t("retention.contactTitle")}
        lead={t("retention.contactLead")}
        crumbs={[{ label: t("retention.title"), href: list }]}
      />
      <Form state={answer && "form" in answer ? answer.form : undefined} defaults={{ ...contact }}>
        <TextField name="name" label={t("retention.contactName")} width="medium" maxLength={120} optional />
        <TextField name="email" type="email" label={t("retention.contactEmail")} width="medium" optional />
        <TextField name="phone" type="tel" label={t("retention.contactPhone")} width="medium" optional />
        <Button>{t("retention.contactSave")}</Button>
      </Form>
    </>
  );
}
