import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { invalid, readForm } from "#app/forms/read-form.server";
import { useT } from "#app/i18n/use-t";
import { HelpLink } from "#app/legal-aid/drafts/help-link";
import { heldForm } from "#app/legal-aid/erasures/forms";
import { HeldRecordView } from "#app/legal-aid/erasures/held-record-view";
import { showHeldRecord } from "#app/legal-aid/erasures/show-held-record.server";
import { requireReceipt } from "#app/legal-aid/receipts/help-session.server";
import { Button, ButtonRow } from "#app/ui/button";
import { CheckField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Notice } from "#app/ui/surfaces";

export async function loader(args: LoaderFunctionArgs) {
  await requireReceipt(args);
  return null;
}

/** The answer to a POST that is not stored: Back does not bring it again. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireReceipt(args);
  const form = await readForm(args.request, heldForm);
  if (!form.ok) return invalid(form.state);
  return { form: undefined, record: await showHeldRecord(context) };
}

/** What is kept about her, only after she has said that nobody else sees the screen. */
export default function Held() {
  const t = useT("privacy");
  const answer = useActionData<typeof action>();
  if (answer && "record" in answer) return <HeldRecordView record={answer.record} />;
  return (
    <>
      <PageHeader title={t("held.heldTitle")} />
      <Notice tone="warn">
        <p>{t("held.heldWarn")}</p>
        <p>{t("held.heldLeave")}</p>
      </Notice>
      <Form state={answer?.form} autoComplete="off">
        <CheckField name="alone" label={t("held.heldAlone")} />
        <ButtonRow>
          <Button>{t("held.heldOpen")}</Button>
          <HelpLink to="/help/status">{t("held.heldStay")}</HelpLink>
        </ButtonRow>
      </Form>
    </>
  );
}
