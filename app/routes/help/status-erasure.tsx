import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { isOpen } from "#app/legal-aid/aid-requests/rules";
import { HelpLink, useHelpHref } from "#app/legal-aid/drafts/help-link";
import { askForErasure } from "#app/legal-aid/erasures/ask-for-erasure.server";
import { erasureForm } from "#app/legal-aid/erasures/forms";
import { erasureForReceipt } from "#app/legal-aid/erasures/queries.server";
import { refusalOf } from "#app/legal-aid/erasures/rules";
import { requireReceipt } from "#app/legal-aid/receipts/help-session.server";
import { inLanguage } from "#app/paths";
import { Button, ButtonRow } from "#app/ui/button";
import { CheckField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Notice } from "#app/ui/surfaces";

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireReceipt(args);
  return erasureForReceipt(context);
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireReceipt(args);
  const form = await readForm(args.request, erasureForm);
  if (!form.ok) return invalid(form.state);
  const asked = await askForErasure(context, { requestId: context.actor.requestId });
  if (!asked.ok) return refused(form.typed, asked.reason);
  return redirect(inLanguage("/help/status/erasure", localeOf(args.request)), { status: 303 });
}

/** She asks that everything be erased: after the end, or once she has withdrawn. */
export default function Erasure() {
  const t = useT("privacy");
  const words = useT("words");
  const format = useFormat();
  const href = useHelpHref();
  const { state, last } = useLoaderData<typeof loader>();
  const form = useActionData<typeof action>()?.form;
  const refusal = last?.state === "refused" ? refusalOf(last.reason) : null;
  return (
    <>
      <PageHeader title={t("held.askTitle")} lead={t("held.askText")} />
      <p>{t("held.askReceipt")}</p>
      {refusal && (
        <Notice tone="warn">
          <p>{t("held.refused", { reason: words(`erasureRefusal.${refusal}`) })}</p>
        </Notice>
      )}
      {last?.state === "asked" ? (
        <Notice tone="calm" live>
          <p>{t("held.asked", { date: format.date(last.askedAt) })}</p>
        </Notice>
      ) : isOpen(state) ? (
        <>
          <p>{t("held.askOpen")}</p>
          <ButtonRow>
            <HelpLink to="/help/status/withdrawal" quiet={false}>
              {t("held.askWithdraw")}
            </HelpLink>
          </ButtonRow>
        </>
      ) : (
        <Form state={form}>
          <CheckField name="sure" label={t("held.askSure")} />
          <ButtonRow>
            <Button tone="danger">{t("held.askButton")}</Button>
            <HelpLink to="/help/status">{t("held.askStay")}</HelpLink>
          </ButtonRow>
        </Form>
      )}
      <p className="question-ways">
        <a href={href("/help/status/record")}>{t("held.heldLink")}</a>
        <a href={href("/help/status")}>{t("held.heldBack")}</a>
      </p>
    </>
  );
}
