import { setTimeout as pause } from "node:timers/promises";
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { anyone } from "#app/accounts/guards.server";
import { env } from "#app/env.server";
import { useT } from "#app/i18n/use-t";
import { endDraft } from "#app/legal-aid/drafts/end-draft.server";
import { HelpLink, LeaveButton } from "#app/legal-aid/drafts/help-link";
import { endReceiptSession } from "#app/legal-aid/receipts/end-receipt-session.server";
import { clearedHelpCookie, helpToken } from "#app/legal-aid/receipts/help-session.server";
import { logFailure } from "#app/operations/logger.server";
import { ButtonRow } from "#app/ui/button";
import { PageHeader } from "#app/ui/page-header";
import { Card } from "#app/ui/surfaces";

const EXIT_WAITS = 1_000;

export function loader(args: LoaderFunctionArgs) {
  anyone(args);
  return null;
}

/** Leaves: answers and session go on the server, the cookie in the browser, and another page opens. */
export async function action(args: ActionFunctionArgs) {
  const context = anyone(args);
  const [draft, receipt] = [await helpToken(args.request, "draft"), await helpToken(args.request, "receipt")];
  const ended = [draft && endDraft(context, draft), receipt && endReceiptSession(context, receipt)];
  // Leaving waits for nothing: where the database is away, answers and session end by their time.
  await Promise.race([Promise.all(ended).catch((failure) => logFailure(failure)), pause(EXIT_WAITS)]);
  // The one redirect that leads away: a setting, never something that was asked for.
  return redirect(env().quickExitUrl, { status: 303, headers: { "Set-Cookie": await clearedHelpCookie() } });
}

export default function Exit() {
  const t = useT("help");
  return (
    <>
      <PageHeader title={t("exit.title")} lead={t("exit.lead")} />
      <Card title={t("exit.doesTitle")}>
        <ul className="bullets">
          <li>{t("exit.doesBlank")}</li>
          <li>{t("exit.doesEnd")}</li>
          <li>{t("exit.doesKeys")}</li>
        </ul>
      </Card>
      <Card title={t("exit.notTitle")} tone="warn">
        <ul className="bullets">
          <li>{t("exit.notHistory")}</li>
          <li>{t("exit.notDevice")}</li>
        </ul>
      </Card>
      <Card title={t("exit.tipTitle")}>
        <ul className="bullets">
          <li>{t("exit.tipPrivate")}</li>
          <li>{t("exit.tipHistory")}</li>
          <li>{t("exit.tipOther")}</li>
        </ul>
      </Card>
      <ButtonRow>
        <LeaveButton>{t("exit.leave")}</LeaveButton>
        <HelpLink to="/help">{t("back")}</HelpLink>
      </ButtonRow>
    </>
  );
}
