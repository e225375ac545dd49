import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { createProject } from "#app/projects/create-project.server";
import { projectForm } from "#app/projects/forms";
import { ProjectFields } from "#app/projects/project-fields";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";

export const handle: PageHandle = { title: "reports.edit.new" };

export async function loader(args: LoaderFunctionArgs) {
  await requireRole(args, "manager");
  return null;
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "manager");
  const form = await readForm(args.request, projectForm);
  if (!form.ok) return invalid(form.state);
  const { slug } = await createProject(context, form.value);
  return redirectTo(`/reports/projects/${slug}/targets`, { notice: "project_created" });
}

/** A new project; its targets come next. */
export default function ProjectNewPage() {
  const answer = useActionData<typeof action>();
  const t = useT("reports");
  return (
    <>
      <PageHeader
        title={t("edit.new")}
        lead={t("edit.newAbout")}
        crumbs={[{ label: t("title"), href: paths.reports }]}
      />
      <Form state={answer?.form} labels={{ titleSq: t("edit.titleSq"), titleEn: t("edit.titleEn") }}>
        <ProjectFields />
        <Button>{t("edit.create")}</Button>
      </Form>
    </>
  );
}
