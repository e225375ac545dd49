import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useT } from "#app/i18n/use-t";
import { addHoliday } from "#app/legal-aid/law/add-holiday.server";
import { holidayForm } from "#app/legal-aid/law/forms";
import { ReasonField } from "#app/legal-aid/law/law-fields";
import type { PageHandle } from "#app/page-handle";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { DateField, TextField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "admin.law.newHoliday" };

export async function loader(args: LoaderFunctionArgs) {
  await requireRole(args, "administrator");
  return null;
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const form = await readForm(args.request, holidayForm);
  if (!form.ok) return invalid(form.state);
  const answer = await addHoliday(context, form.value);
  if (!answer.ok) return refused(form.typed, answer.reason, "day");
  return redirectTo("/admin/law#holidays", { notice: "law_holiday_added" });
}

/** A public holiday that the calendar does not know. */
export default function LawHolidayNewPage() {
  const answer = useActionData<typeof action>();
  const t = useT("admin");
  return (
    <>
      <PageHeader
        title={t("law.newHoliday")}
        lead={t("law.newHolidayAbout")}
        crumbs={[{ label: t("law.title"), href: "/admin/law" }]}
      />
      <Form state={answer?.form}>
        <DateField name="day" label={t("law.day")} />
        <TextField name="sq" label={t("law.nameSq")} lang="sq" maxLength={120} />
        <TextField name="en" label={t("law.nameEn")} lang="en" maxLength={120} />
        <ReasonField />
        <Button>{t("law.newHolidaySave")}</Button>
      </Form>
    </>
  );
}
