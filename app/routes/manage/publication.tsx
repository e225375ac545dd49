import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { projectChoices } from "#app/projects/queries.server";
import { editPublication } from "#app/training/materials/edit-publication.server";
import { publicationForm } from "#app/training/materials/forms";
import { PublicationForm } from "#app/training/materials/publication-form";
import { publicationToEdit } from "#app/training/materials/queries.server";
import { ActionForm } from "#app/ui/button";
import { PageHeader } from "#app/ui/page-header";
import { Card, MainAndAside, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "manage.library.edit" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const { project, ...publication } = await publicationToEdit(context, parseId(args.params.id));
  const choices = await projectChoices(context, localeOf(args.request));
  const isListed = !project || choices.some(({ id }) => id === project.id);
  const own = project && { id: project.id, title: localeOf(args.request) === "sq" ? project.sq : project.en };
  return { publication, projects: isListed || !own ? choices : [own, ...choices] };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const id = parseId(args.params.id);
  const form = await readForm(args.request, publicationForm);
  if (!form.ok) return invalid(form.state);
  const changed = await editPublication(context, id, form.value);
  if (!changed.ok) return refused(form.typed, changed.reason, "projectId");
  return redirectTo(`/manage/library/${id}`, { notice: "publication_changed" });
}

/** One publication: its words, and whether the public sees them. */
export default function ManagePublication() {
  const { publication, projects } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("manage");
  const format = useFormat();
  const { id, slug, publishedOn, ...fields } = publication;
  const own = `/manage/library/${id}`;
  return (
    <>
      <PageHeader
        title={t.locale === "sq" ? publication.titleSq : publication.titleEn}
        crumbs={[{ label: t("library.title"), href: "/manage/library" }]}
        tags={
          publishedOn ? (
            <Tag tone="calm">{t("library.publishedOn", { day: format.date(publishedOn) })}</Tag>
          ) : (
            <Tag tone="warn">{t("library.draft")}</Tag>
          )
        }
      />
      <MainAndAside
        aside={
          <Card title={t("library.state")} tone="sunken">
            {publishedOn ? (
              <>
                <p>
                  <a href={paths.publication(slug)}>{t("library.see")}</a>
                </p>
                <ActionForm action={`${own}/withdrawal`}>{t("library.withdraw")}</ActionForm>
              </>
            ) : (
              <>
                <p>{t("library.draftAbout")}</p>
                <ActionForm action={`${own}/publication`} tone="calm">
                  {t("library.publish")}
                </ActionForm>
              </>
            )}
          </Card>
        }
      >
        <PublicationForm
          state={answer?.form}
          defaults={{ ...fields, projectId: fields.projectId ?? "" }}
          projects={projects}
          button={t("library.save")}
        />
      </MainAndAside>
    </>
  );
}
