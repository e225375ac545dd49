import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { rolesToGive } from "#app/accounts/administration";
import { invitationForm } from "#app/accounts/administration-forms";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { inviteAccount } from "#app/accounts/invite-account.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { ChecksField, ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { TextField } from "#app/ui/text-fields";
import { locales } from "#db/vocabulary";

export const handle: PageHandle = { title: "admin.invitation.title" };

export async function loader(args: LoaderFunctionArgs) {
  await requireRole(args, "administrator");
  await requireStepUp(args);
  return null;
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  await requireStepUp(args);
  const form = await readForm(args.request, invitationForm);
  if (!form.ok) return invalid(form.state);
  const result = await inviteAccount(context, form.value);
  if (!result.ok) return refused(form.typed, result.reason, "email");
  return redirectTo(`/admin/accounts/${result.accountId}`, { notice: "invited" });
}

export default function NewInvitationPage() {
  const answer = useActionData<typeof action>();
  const t = useT("admin");
  const words = useT("words");
  return (
    <>
      <PageHeader
        title={t("invitation.title")}
        lead={t("invitation.lead")}
        crumbs={[{ label: t("people.title"), href: paths.admin }]}
      />
      <Form state={answer && "form" in answer ? answer.form : undefined} defaults={{ locale: "sq" }}>
        <TextField name="givenName" label={t("invitation.givenName")} width="medium" />
        <TextField name="familyName" label={t("invitation.familyName")} width="medium" />
        <TextField name="email" type="email" label={t("people.email")} width="medium" />
        <ChecksField
          name="roles"
          label={t("people.roles")}
          hint={t("invitation.rolesHint")}
          choices={rolesToGive.map((role) => ({ value: role, label: words(`role.${role}`) }))}
        />
        <ChoiceField
          name="locale"
          label={t("invitation.locale")}
          inline
          choices={locales.map((locale) => ({ value: locale, label: words(`language.${locale}`) }))}
        />
        <Button>{t("invitation.send")}</Button>
      </Form>
    </>
  );
}
