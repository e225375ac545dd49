import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { anyone } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { HelpLink, useHelpHref } from "#app/legal-aid/drafts/help-link";
import { HelpLines } from "#app/legal-aid/help-lines/help-lines";
import { shownHelpLines } from "#app/legal-aid/help-lines/queries.server";
import { ButtonRow } from "#app/ui/button";
import { NumberedSteps } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, Notice } from "#app/ui/surfaces";

export async function loader(args: LoaderFunctionArgs) {
  const lines = await shownHelpLines(anyone(args), localeOf(args.request));
  return { lines, ended: new URL(args.request.url).searchParams.has("ended") };
}

/** What happens, who sees what, how to leave: before the first question. */
export default function HelpHome() {
  const t = useT("help");
  const href = useHelpHref();
  const { lines, ended } = useLoaderData<typeof loader>();
  const [first] = lines;
  return (
    <>
      {ended && (
        <Notice tone="warn" live>
          <p>{t("ended")}</p>
        </Notice>
      )}
      <PageHeader title={t("home.title")} lead={t("home.lead")} />
      {first && (
        <Notice tone="danger" title={t("home.dangerTitle")}>
          <p>
            {t.rich("home.dangerText", {
              number: first.number,
              call: (chunks) => (
                <a key="call" href={`tel:${first.tel}`}>
                  <b>{chunks}</b>
                </a>
              ),
            })}
          </p>
        </Notice>
      )}
      <ButtonRow>
        <HelpLink to="/help/request/now" quiet={false}>
          {t("home.start")}
        </HelpLink>
        <HelpLink to="/help/status">{t("home.comeBack")}</HelpLink>
      </ButtonRow>
      <Card title={t("home.safetyTitle")}>
        <ul className="bullets">
          <li>{t("home.safetyDevice")}</li>
          <li>
            {t("home.safetyExit")} <a href={href("/help/exit")}>{t("home.safetyExitMore")}</a>
          </li>
          <li>{t("home.safetyNothing")}</li>
        </ul>
      </Card>
      <Card title={t("home.howTitle")}>
        <NumberedSteps
          items={[
            { title: t("home.howAnswer"), text: t("home.howAnswerText") },
            { title: t("home.howReceipt"), text: t("home.howReceiptText") },
            { title: t("home.howDesk"), text: t("home.howDeskText") },
            { title: t("home.howLawyer"), text: t("home.howLawyerText") },
          ]}
        />
      </Card>
      <Card title={t("home.whoTitle")}>
        <ul className="bullets">
          <li>{t("home.whoDesk")}</li>
          <li>{t("home.whoLawyer")}</li>
          <li>{t("home.whoOther")}</li>
          <li>{t("home.whoSealed")}</li>
        </ul>
      </Card>
      <Card title={t("helplines")}>
        <HelpLines lines={lines} />
      </Card>
    </>
  );
}
