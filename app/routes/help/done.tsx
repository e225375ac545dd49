import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { anyone } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { endDraft } from "#app/legal-aid/drafts/end-draft.server";
import { draftOf } from "#app/legal-aid/drafts/queries.server";
import { shownHelpLines } from "#app/legal-aid/help-lines/queries.server";
import { clearedHelpCookie, helpToken } from "#app/legal-aid/receipts/help-session.server";
import { ReceiptSlip } from "#app/legal-aid/receipts/receipt-slip";
import { inLanguage } from "#app/paths";
import { Button } from "#app/ui/button";
import { PageHeader } from "#app/ui/page-header";
import { Card } from "#app/ui/surfaces";

export async function loader(args: LoaderFunctionArgs) {
  const context = anyone(args);
  const locale = localeOf(args.request);
  const draft = await draftOf(context, await helpToken(args.request, "draft"));
  if (!draft?.receipt) throw redirect(inLanguage("/help/status", locale), { status: 303 });
  const [police] = await shownHelpLines(context, locale);
  return { receipt: draft.receipt, number: police?.number ?? "" };
}

/** She has noted locator and digits: they go, and the cookie with them. */
export async function action(args: ActionFunctionArgs) {
  const token = await helpToken(args.request, "draft");
  if (token) await endDraft(anyone(args), token);
  return redirect(inLanguage("/help/status?closed=1", localeOf(args.request)), {
    status: 303,
    headers: { "Set-Cookie": await clearedHelpCookie() },
  });
}

/** The receipt. This page exists only once the request is committed. */
export default function Done() {
  const t = useT("help");
  const { receipt, number } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={t("done.title")} lead={t("done.lead")} />
      <ReceiptSlip locator={receipt.locator} secret={receipt.secret} />
      <p>{t("done.window")}</p>
      <form method="post" className="form">
        <Button wide>{t("done.ready")}</Button>
        <p className="small soft">{t("done.readyHint")}</p>
      </form>
      <Card title={t("done.keepTitle")}>
        <ul className="bullets">
          <li>{t("done.keep")}</li>
          <li>{t("done.dontKeep")}</li>
          <li>{t("done.print")}</li>
        </ul>
      </Card>
      <Card title={t("done.next")}>
        <p>{t("done.nextOther")}</p>
        <p>{t("done.nextEmergency", { number })}</p>
      </Card>
    </>
  );
}
