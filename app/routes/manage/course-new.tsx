import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { CourseForm } from "#app/training/courses/course-form";
import { createCourse } from "#app/training/courses/create-course.server";
import { courseForm } from "#app/training/courses/forms";
import { coursesToNeed } from "#app/training/courses/queries.server";
import { PageHeader } from "#app/ui/page-header";

export const handle: PageHandle = { title: "manage.courses.new" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  return { others: await coursesToNeed(context, localeOf(args.request)) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const form = await readForm(args.request, courseForm);
  if (!form.ok) return invalid(form.state);
  const result = await createCourse(context, form.value);
  if (!result.ok) return refused(form.typed, result.reason, "neededIds");
  return redirectTo(`${paths.manage}/courses`, { notice: "course_created" });
}

const defaults = { kind: "training", minutes: "720", lateMinutes: "15", certificatePercent: "80", state: "published" };

export default function CourseNew() {
  const { others } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("manage");
  return (
    <>
      <PageHeader title={t("courses.new")} crumbs={[{ label: t("courses.title"), href: `${paths.manage}/courses` }]} />
      <CourseForm
        state={answer && "form" in answer ? answer.form : undefined}
        defaults={defaults}
        others={others}
        button={t("courses.create")}
      />
    </>
  );
}
