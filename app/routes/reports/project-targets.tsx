import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { addTarget } from "#app/projects/add-target.server";
import { targetForm } from "#app/projects/forms";
import { projectForReader } from "#app/projects/queries.server";
import { TargetFields } from "#app/projects/target-fields";
import { Button, LinkButton } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Card, EmptyState, Stack } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "reports.edit.targets" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "manager");
  const { slug, title, targets } = await projectForReader(context, args.params.slug ?? "", localeOf(args.request));
  return { slug, title, targets: targets.filter((row) => row.target !== null) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "manager");
  const slug = args.params.slug ?? "";
  const form = await readForm(args.request, targetForm);
  if (!form.ok) return invalid(form.state);
  const added = await addTarget(context, slug, form.value);
  if (!added.ok) return refused(form.typed, added.reason, "indicator");
  return redirectTo(`/reports/projects/${slug}/targets`, { notice: "target_added" });
}

/** What a project has promised, to be changed, and one more to be added. */
export default function ProjectTargetsPage() {
  const { slug, title, targets } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("reports");
  const words = useT("words");
  const format = useFormat();
  const path = `/reports/projects/${slug}`;
  return (
    <>
      <PageHeader
        title={t("edit.targets")}
        lead={t("edit.targetsAbout")}
        crumbs={[
          { label: t("title"), href: "/reports" },
          { label: title, href: path },
        ]}
      />
      <Stack>
        {targets.length === 0 ? (
          <EmptyState title={t("edit.none")}>{t("edit.noneText")}</EmptyState>
        ) : (
          <DataTable
            caption={t("targets")}
            hideCaption
            rows={targets}
            rowKey={(row) => row.id}
            columns={[
              {
                key: "label",
                header: t("indicator"),
                rowHeader: true,
                cell: (row) => (
                  <>
                    {row.label}
                    <span className="block small soft font-normal">{words(`indicator.${row.indicator}`)}</span>
                  </>
                ),
              },
              { key: "target", header: t("target"), numeric: true, cell: (row) => format.number(row.target ?? 0) },
              {
                key: "change",
                header: t("edit.change"),
                hideHeader: true,
                cell: (row) => (
                  <LinkButton
                    href={`${path}/targets/${row.id}`}
                    tone="quiet"
                    small
                    label={t("edit.changeLabel", { what: row.label })}
                  >
                    {t("edit.change")}
                  </LinkButton>
                ),
              },
            ]}
          />
        )}
        <Card title={t("edit.addTarget")}>
          <Form state={answer?.form}>
            <TargetFields />
            <Button>{t("edit.add")}</Button>
          </Form>
        </Card>
      </Stack>
    </>
  );
}
