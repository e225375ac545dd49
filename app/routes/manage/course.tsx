import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { CourseForm } from "#app/training/courses/course-form";
import { courseForm } from "#app/training/courses/forms";
import { courseForManager, coursesToNeed } from "#app/training/courses/queries.server";
import { updateCourse } from "#app/training/courses/update-course.server";
import { PageHeader } from "#app/ui/page-header";

export const handle = pageHandle<typeof loader>({
  title: (t, { course }) => (t.locale === "sq" ? course.titleSq : course.titleEn),
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const course = await courseForManager(context, parseId(args.params.id));
  return { course, others: await coursesToNeed(context, localeOf(args.request), course.id) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const courseId = parseId(args.params.id);
  const form = await readForm(args.request, courseForm);
  if (!form.ok) return invalid(form.state);
  const result = await updateCourse(context, { ...form.value, courseId });
  if (!result.ok) return refused(form.typed, result.reason, "neededIds");
  return redirectTo(`${paths.manage}/courses`, { notice: "saved" });
}

export default function CoursePage() {
  const { course, others } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("manage");
  const { id: _id, slug: _slug, topics, neededIds, ...fields } = course;
  const defaults = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value ?? "")]));
  return (
    <>
      <PageHeader
        title={t("courses.edit")}
        lead={t.locale === "sq" ? course.titleSq : course.titleEn}
        crumbs={[{ label: t("courses.title"), href: `${paths.manage}/courses` }]}
      />
      <CourseForm
        state={answer && "form" in answer ? answer.form : undefined}
        defaults={{ ...defaults, topics, neededIds }}
        others={others}
        button={t("eventForm.save")}
      />
    </>
  );
}
