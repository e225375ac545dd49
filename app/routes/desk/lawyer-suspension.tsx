import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { lawyerForDesk } from "#app/legal-aid/lawyers/lawyer-queries.server";
import { suspendLawyer } from "#app/legal-aid/lawyers/suspend-lawyer.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ConfirmPage } from "#app/ui/confirm-page";

export const handle: PageHandle = { title: "network.suspension.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const { id, name, openCases } = await lawyerForDesk(context, parseId(args.params.id));
  return { id, name, openCases };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const lawyerId = parseId(args.params.id);
  const result = await suspendLawyer(context, { lawyerId });
  return redirectTo(`${paths.desk}/lawyers/${lawyerId}`, { notice: result.ok ? "lawyer_suspended" : "lawyer_changed" });
}

export default function LawyerSuspension() {
  const { id, name, openCases } = useLoaderData<typeof loader>();
  const t = useT("network");
  return (
    <ConfirmPage
      title={t("suspension.heading", { name })}
      button={t("suspension.button")}
      back={`${paths.desk}/lawyers/${id}`}
    >
      <p>{t("suspension.what", { count: openCases })}</p>
    </ConfirmPage>
  );
}
