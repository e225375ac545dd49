import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { requestHead } from "#app/legal-aid/aid-requests/queries.server";
import { withdrawRequest } from "#app/legal-aid/aid-requests/withdraw-request.server";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ConfirmPage } from "#app/ui/confirm-page";

export const handle = pageHandle<typeof loader>({ title: (t, { code }) => t("desk.withdrawal.title", { code }) });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const { id, code } = await requestHead(context, parseId(args.params.id));
  return { id, code };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const requestId = parseId(args.params.id);
  const withdrawn = await withdrawRequest(context, { requestId });
  return redirectTo(paths.aidRequest(requestId), { notice: withdrawn.ok ? "request_withdrawn" : "state_changed" });
}

export default function Withdrawal() {
  const t = useT("desk");
  const { id, code } = useLoaderData<typeof loader>();
  return (
    <ConfirmPage title={t("withdrawal.title", { code })} button={t("withdrawal.button")} back={paths.aidRequest(id)}>
      <p>{t("withdrawal.text")}</p>
    </ConfirmPage>
  );
}
