import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireFactorSetUp } from "#app/accounts/guards.server";
import { makeRecoveryCodes } from "#app/accounts/make-recovery-codes.server";
import { homeOf } from "#app/accounts/rules";
import { ownSecondFactors } from "#app/accounts/second-factor-queries.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { Button, LinkButton } from "#app/ui/button";
import { PageHeader } from "#app/ui/page-header";
import { Card, Notice } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "account.recovery.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireFactorSetUp(args);
  const { codesLeft } = await ownSecondFactors(context);
  return { codesLeft, home: homeOf(context.signIn.roles) };
}

export async function action(args: ActionFunctionArgs) {
  const result = await makeRecoveryCodes(await requireFactorSetUp(args));
  if (!result.ok) return redirectTo("/account/second-factor/new", { notice: result.reason });
  return { codes: result.codes };
}

export default function RecoveryCodesPage() {
  const { codesLeft, home } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("account");
  if (answer && "codes" in answer)
    return (
      <>
        <PageHeader title={t("recovery.shownTitle")} lead={t("recovery.shownLead")} />
        <Card>
          <ul className="list">
            {answer.codes.map((code: string) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
          <p className="small soft">{t("recovery.printHint")}</p>
        </Card>
        <LinkButton href={home}>{t("recovery.goOn")}</LinkButton>
      </>
    );
  return (
    <>
      <PageHeader title={t("recovery.title")} lead={t("recovery.lead")} />
      <Notice>
        <p>{t("recovery.left", { count: codesLeft })}</p>
        {codesLeft > 0 && <p>{t("recovery.again")}</p>}
      </Notice>
      <form method="post">
        <Button>{t("recovery.make")}</Button>
      </form>
    </>
  );
}
