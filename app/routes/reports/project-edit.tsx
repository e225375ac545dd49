import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { editProject } from "#app/projects/edit-project.server";
import { projectForm } from "#app/projects/forms";
import { ProjectFields } from "#app/projects/project-fields";
import { projectToEdit } from "#app/projects/queries.server";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Notice } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "reports.edit.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "manager");
  return { project: await projectToEdit(context, args.params.slug ?? "") };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "manager");
  const { slug } = await projectToEdit(context, args.params.slug ?? "");
  const form = await readForm(args.request, projectForm);
  if (!form.ok) return invalid(form.state);
  await editProject(context, slug, form.value);
  return redirectTo(`/reports/projects/${slug}`, { notice: "project_changed" });
}

/** Titles and period of a project. */
export default function ProjectEditPage() {
  const { project } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("reports");
  const { titleSq, titleEn, startsOn, endsOn, periodAsPrinted } = project;
  return (
    <>
      <PageHeader
        title={t("edit.title")}
        crumbs={[
          { label: project[t.locale === "sq" ? "titleSq" : "titleEn"], href: `/reports/projects/${project.slug}` },
        ]}
      />
      {periodAsPrinted && (
        <Notice>
          <p>{t("edit.printedPeriod", { period: periodAsPrinted })}</p>
        </Notice>
      )}
      <Form state={answer?.form} defaults={{ titleSq, titleEn, startsOn: startsOn ?? "", endsOn: endsOn ?? "" }}>
        <ProjectFields />
        <Button>{t("edit.save")}</Button>
      </Form>
    </>
  );
}
