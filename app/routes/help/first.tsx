import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { anyone } from "#app/accounts/guards.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { HelpLink } from "#app/legal-aid/drafts/help-link";
import { HelpLines } from "#app/legal-aid/help-lines/help-lines";
import { shownHelpLines } from "#app/legal-aid/help-lines/queries.server";
import { ButtonRow } from "#app/ui/button";
import { PageHeader } from "#app/ui/page-header";
import { Card } from "#app/ui/surfaces";

export async function loader(args: LoaderFunctionArgs) {
  return { lines: await shownHelpLines(anyone(args), localeOf(args.request)) };
}

/** Somebody who is in danger now: the number first, the questions after. */
export default function First() {
  const t = useT("help");
  const { lines } = useLoaderData<typeof loader>();
  const [police, ...others] = lines;
  return (
    <>
      <PageHeader title={t("first.title")} lead={t("first.text")} />
      {police && (
        <p>
          <a className="button button-wide" href={`tel:${police.tel}`}>
            {t("first.call", { number: police.number })}
          </a>
        </p>
      )}
      <p>{t("first.then")}</p>
      <ButtonRow>
        <HelpLink to="/help/request/contact">{t("first.goOn")}</HelpLink>
      </ButtonRow>
      <Card title={t("helplines")}>
        <HelpLines lines={others} />
      </Card>
    </>
  );
}
