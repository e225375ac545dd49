import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { confirmEmailChange, newAddressOf } from "#app/accounts/confirm-email-change.server";
import { anyone } from "#app/accounts/guards.server";
import { notFound } from "#app/context.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { PageHeader } from "#app/ui/page-header";

export const handle: PageHandle = { title: "account.email.confirmTitle", shell: "public" };

export async function loader(args: LoaderFunctionArgs) {
  const found = await newAddressOf(anyone(args), args.params.token ?? "");
  if (!found) throw notFound();
  return found;
}

export async function action(args: ActionFunctionArgs) {
  const result = await confirmEmailChange(anyone(args), { token: args.params.token ?? "" });
  if (!result.ok) throw notFound();
  return redirectTo(paths.account, { notice: "email_changed" });
}

export default function EmailConfirmationPage() {
  const { email } = useLoaderData<typeof loader>();
  const t = useT("account");
  return (
    <>
      <PageHeader title={t("email.confirmTitle")} lead={t("email.confirmText", { email })} />
      <form method="post">
        <Button>{t("email.confirm")}</Button>
      </form>
    </>
  );
}
