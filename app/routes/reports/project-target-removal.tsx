import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { targetToEdit } from "#app/projects/queries.server";
import { removeTarget } from "#app/projects/remove-target.server";
import { ConfirmPage } from "#app/ui/confirm-page";

export const handle: PageHandle = { title: "reports.edit.remove" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "manager");
  const target = await targetToEdit(context, args.params.slug ?? "", parseId(args.params.id));
  return { target, slug: args.params.slug ?? "" };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "manager");
  const slug = args.params.slug ?? "";
  await removeTarget(context, slug, parseId(args.params.id));
  return redirectTo(`/reports/projects/${slug}/targets`, { notice: "target_removed" });
}

/** Before a target is taken away. */
export default function ProjectTargetRemovalPage() {
  const { target, slug } = useLoaderData<typeof loader>();
  const t = useT("reports");
  const label = t.locale === "sq" ? target.labelSq : target.labelEn;
  return (
    <ConfirmPage
      title={t("edit.remove")}
      button={t("edit.removeButton")}
      back={`/reports/projects/${slug}/targets/${target.id}`}
    >
      <p>{t("edit.removeAbout", { label, target: target.target ?? 0 })}</p>
    </ConfirmPage>
  );
}
