import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { requestCode } from "#app/audit/queries.server";
import { invalid, parseId, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { askForBreakGlass } from "#app/legal-aid/break-glass/ask-for-break-glass.server";
import { askForm } from "#app/legal-aid/break-glass/forms";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { breakGlassReasons } from "#db/vocabulary";

export const handle = pageHandle<typeof loader>({ title: (t, { code }) => t("audit.glass.askTitle", { code }) });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "dpo");
  const id = parseId(args.params.id);
  const code = await requestCode(context, id);
  await requireStepUp(args);
  return { id, code };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "dpo");
  await requireStepUp(args);
  const form = await readForm(args.request, askForm);
  if (!form.ok) return invalid(form.state);
  const asked = await askForBreakGlass(context, { requestId: parseId(args.params.id), reason: form.value.reason });
  return redirectTo(paths.breakGlass(asked.id), { notice: asked.ok ? "break_glass_asked" : "break_glass_already" });
}

/** Asking for a way into one request. */
export default function AskForBreakGlass() {
  const { id, code } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.form;
  const t = useT();
  return (
    <>
      <PageHeader
        title={t("audit.glass.askTitle", { code })}
        lead={t("audit.glass.askLead")}
        crumbs={[{ label: t("audit.look.title", { code }), href: paths.auditRequest(id) }]}
      />
      <Form state={state}>
        <ChoiceField
          name="reason"
          label={t("audit.glass.askReason")}
          hint={t("audit.glass.askHint")}
          choices={breakGlassReasons.map((value) => ({ value, label: t(`words.breakGlassReason.${value}`) }))}
        />
        <Button>{t("audit.glass.ask")}</Button>
      </Form>
    </>
  );
}
