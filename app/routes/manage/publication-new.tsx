import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { projectChoices } from "#app/projects/queries.server";
import { publicationForm } from "#app/training/materials/forms";
import { PublicationForm } from "#app/training/materials/publication-form";
import { writePublication } from "#app/training/materials/write-publication.server";
import { PageHeader } from "#app/ui/page-header";

export const handle: PageHandle = { title: "manage.library.new" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  return { projects: await projectChoices(context, localeOf(args.request)) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const form = await readForm(args.request, publicationForm);
  if (!form.ok) return invalid(form.state);
  const made = await writePublication(context, form.value);
  if (!made.ok) return refused(form.typed, made.reason, "projectId");
  return redirectTo(`/manage/library/${made.publicationId}`, { notice: "publication_written" });
}

/** A new publication; it is a draft until it is published. */
export default function PublicationNew() {
  const { projects } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("manage");
  return (
    <>
      <PageHeader
        title={t("library.new")}
        lead={t("library.newAbout")}
        crumbs={[{ label: t("library.title"), href: "/manage/library" }]}
      />
      <PublicationForm state={answer?.form} projects={projects} button={t("library.write")} />
    </>
  );
}
