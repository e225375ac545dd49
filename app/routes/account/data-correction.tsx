import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { askForCorrection } from "#app/accounts/ask-for-correction.server";
import { requireAccount } from "#app/accounts/guards.server";
import { correctionForm } from "#app/accounts/own-data-forms";
import { ownRecord } from "#app/accounts/own-wishes-queries.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { TextArea, TextField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "privacy.own.correctTitlePage" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireAccount(args);
  return ownRecord(context);
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireAccount(args);
  const form = await readForm(args.request, correctionForm);
  if (!form.ok) return invalid(form.state);
  const asked = await askForCorrection(context, form.value);
  if (!asked.ok) return refused(form.typed, asked.reason);
  return redirectTo(paths.ownData, { notice: "correction_asked" });
}

/** What the record should say. */
export default function CorrectionPage() {
  const record = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("privacy");
  const defaults = Object.fromEntries(Object.entries(record).map(([name, value]) => [name, value ?? ""]));
  return (
    <>
      <PageHeader
        title={t("own.correctTitlePage")}
        lead={t("own.correct")}
        crumbs={[{ label: t("own.title"), href: paths.ownData }]}
      />
      <Form state={answer && "form" in answer ? answer.form : undefined} defaults={defaults}>
        <TextField name="givenName" label={t("own.givenName")} width="medium" maxLength={80} />
        <TextField name="familyName" label={t("own.familyName")} width="medium" maxLength={80} />
        <TextField name="phone" type="tel" label={t("own.phone")} width="medium" optional />
        <TextField name="institution" label={t("own.institution")} maxLength={160} optional />
        <TextField name="profession" label={t("own.profession")} maxLength={120} optional />
        <TextArea name="note" label={t("own.correctNote")} rows={3} maxLength={400} optional />
        <Button>{t("own.correctButton")}</Button>
      </Form>
    </>
  );
}
