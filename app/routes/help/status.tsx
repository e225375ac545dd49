import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { anyone } from "#app/accounts/guards.server";
import { looksAtReceipt } from "#app/audit/queries.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { requestForReceipt } from "#app/legal-aid/aid-requests/receipt-queries.server";
import { useHelpHref } from "#app/legal-aid/drafts/help-link";
import { receiptForm } from "#app/legal-aid/receipts/forms";
import { currentReceipt, helpCookie } from "#app/legal-aid/receipts/help-session.server";
import { OwnRequest } from "#app/legal-aid/receipts/own-request";
import { signInWithReceipt } from "#app/legal-aid/receipts/sign-in-with-receipt.server";
import { inLanguage } from "#app/paths";
import { addressOf } from "#app/protection/rate-limit.server";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Notice } from "#app/ui/surfaces";
import { TextField } from "#app/ui/text-fields";

export async function loader(args: LoaderFunctionArgs) {
  anyone(args);
  const holder = await currentReceipt(args);
  const query = new URL(args.request.url).searchParams;
  const said = (["ended", "closed"] as const).find((key) => query.has(key)) ?? null;
  if (!holder) return { own: null, looks: null, said };
  return { own: await requestForReceipt(holder), looks: await looksAtReceipt(holder), said };
}

export async function action(args: ActionFunctionArgs) {
  const context = anyone(args);
  const form = await readForm(args.request, receiptForm);
  if (!form.ok) return invalid(form.state);
  const { locator, receipt_digits: secret } = form.value;
  const signedIn = await signInWithReceipt(context, { locator, secret, address: addressOf(args.context) });
  if (!signedIn.ok) return refused(form.typed, "receipt_unknown");
  return redirect(inLanguage("/help/status", localeOf(args.request)), {
    status: 303,
    headers: { "Set-Cookie": await helpCookie("receipt", signedIn.token) },
  });
}

/** Coming back: locator and digits, then the own request in neutral words. */
export default function Status() {
  const t = useT("help");
  const href = useHelpHref();
  const { own, looks, said } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.form;
  if (own) return <OwnRequest own={own} looks={looks} />;
  return (
    <>
      {said && (
        <Notice tone={said === "closed" ? "calm" : "warn"} live>
          <p>{t(`status.${said}`)}</p>
        </Notice>
      )}
      <PageHeader title={t("status.title")} lead={t("status.lead")} />
      <Form state={state} autoComplete="off">
        <TextField
          name="locator"
          label={t("status.locator")}
          hint={t("status.locatorHint")}
          width="medium"
          maxLength={40}
          spellCheck={false}
        />
        <TextField
          name="receipt_digits"
          label={t("status.digits")}
          hint={t("status.digitsHint")}
          width="medium"
          maxLength={60}
          inputMode="numeric"
        />
        <Button wide>{t("status.enter")}</Button>
      </Form>
      <p className="question-ways">
        <a href={href("/help")}>{t("back")}</a>
      </p>
      <p className="soft">
        {t("status.lost")} <a href={href("/help/request/now")}>{t("status.again")}</a>
      </p>
    </>
  );
}
