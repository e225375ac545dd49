import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { editTarget } from "#app/projects/edit-target.server";
import { targetForm } from "#app/projects/forms";
import { targetToEdit } from "#app/projects/queries.server";
import { TargetFields } from "#app/projects/target-fields";
import { Button, LinkButton } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";

export const handle: PageHandle = { title: "reports.edit.target" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "manager");
  const target = await targetToEdit(context, args.params.slug ?? "", parseId(args.params.id));
  return { target, slug: args.params.slug ?? "" };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "manager");
  const slug = args.params.slug ?? "";
  const targetId = parseId(args.params.id);
  const form = await readForm(args.request, targetForm);
  if (!form.ok) return invalid(form.state);
  const changed = await editTarget(context, { slug, targetId, ...form.value });
  if (!changed.ok) return refused(form.typed, changed.reason, "indicator");
  return redirectTo(`/reports/projects/${slug}/targets`, { notice: "target_changed" });
}

/** One target, to be changed or taken away. */
export default function ProjectTargetPage() {
  const { target, slug } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("reports");
  const { indicator, labelSq, labelEn } = target;
  const list = `/reports/projects/${slug}/targets`;
  return (
    <>
      <PageHeader
        title={t("edit.target")}
        crumbs={[{ label: t("edit.targets"), href: list }]}
        action={
          <LinkButton href={`${list}/${target.id}/removal`} tone="quiet">
            {t("edit.remove")}
          </LinkButton>
        }
      />
      <Form state={answer?.form} defaults={{ indicator, labelSq, labelEn, target: String(target.target ?? "") }}>
        <TargetFields />
        <Button>{t("edit.save")}</Button>
      </Form>
    </>
  );
}
