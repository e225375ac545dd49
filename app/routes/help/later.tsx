import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { anyone } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { HelpLink, LeaveButton } from "#app/legal-aid/drafts/help-link";
import { HelpLines } from "#app/legal-aid/help-lines/help-lines";
import { shownHelpLines } from "#app/legal-aid/help-lines/queries.server";
import { ButtonRow } from "#app/ui/button";
import { PageHeader } from "#app/ui/page-header";
import { Card } from "#app/ui/surfaces";

export async function loader(args: LoaderFunctionArgs) {
  return { lines: await shownHelpLines(anyone(args), localeOf(args.request)) };
}

/** Somebody who cannot write in peace now. */
export default function Later() {
  const t = useT("help");
  const { lines } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={t("later.title")} lead={t("later.text")} />
      <p>{t("later.tip")}</p>
      <ButtonRow>
        <LeaveButton>{t("later.leave")}</LeaveButton>
        <HelpLink to="/help/request/today">{t("later.goOn")}</HelpLink>
      </ButtonRow>
      <Card title={t("helplines")}>
        <HelpLines lines={lines} />
      </Card>
    </>
  );
}
