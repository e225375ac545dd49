import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { decideCorrection } from "#app/accounts/decide-correction.server";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { correctionRefusalForm } from "#app/legal-aid/erasures/forms";
import { correctionForOfficer } from "#app/legal-aid/erasures/queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ActionForm, Button } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Card, Stack } from "#app/ui/surfaces";
import { TextArea } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "privacy.officer.correctionTitle" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "dpo");
  return correctionForOfficer(context, parseId(args.params.id));
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "dpo");
  const correctionId = parseId(args.params.id);
  const form = await readForm(args.request, correctionRefusalForm);
  if (!form.ok) return invalid(form.state);
  const done = await decideCorrection(context, { correctionId, answer: form.value.answer });
  if (!done.ok) return refused(form.typed, done.reason);
  return redirectTo(paths.erasures, { notice: "correction_refused" });
}

/** What stands beside what somebody wants it to be. */
export default function CorrectionPage() {
  const wish = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("privacy");
  const fields = ["givenName", "familyName", "phone", "institution", "profession"] as const;
  return (
    <>
      <PageHeader
        title={t("officer.correctionTitle")}
        lead={t("officer.correctionLead")}
        crumbs={[{ label: t("officer.title"), href: paths.erasures }]}
      />
      <Stack>
        <DataTable
          caption={t("officer.correctionTitle")}
          hideCaption
          rows={fields}
          rowKey={(field) => field}
          rowTone={(field) => (wish.now[field] === wish.proposed[field] ? undefined : "accent")}
          columns={[
            { key: "field", header: t("officer.field"), rowHeader: true, cell: (field) => t(`own.${field}`) },
            { key: "now", header: t("officer.now"), cell: (field) => wish.now[field] ?? "–" },
            { key: "proposed", header: t("officer.proposed"), cell: (field) => wish.proposed[field] ?? "–" },
          ]}
        />
        {wish.note && (
          <Card title={t("officer.note")}>
            <p className="whitespace-pre-line">{wish.note}</p>
          </Card>
        )}
        {wish.answer && <p>{wish.answer}</p>}
        {wish.state === "asked" && (
          <>
            <ActionForm action={`/audit/corrections/${wish.id}/acceptance`}>{t("officer.accept")}</ActionForm>
            <Form state={answer && "form" in answer ? answer.form : undefined}>
              <TextArea
                name="answer"
                label={t("officer.answer")}
                hint={t("officer.answerHint")}
                rows={3}
                maxLength={400}
              />
              <Button tone="quiet">{t("officer.refuse")}</Button>
            </Form>
          </>
        )}
      </Stack>
    </>
  );
}
