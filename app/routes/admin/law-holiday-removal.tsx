import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { holidayRemovalForm } from "#app/legal-aid/law/forms";
import { ReasonField } from "#app/legal-aid/law/law-fields";
import { holidayForAdministrator } from "#app/legal-aid/law/queries.server";
import { removeHoliday } from "#app/legal-aid/law/remove-holiday.server";
import type { PageHandle } from "#app/page-handle";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";

export const handle: PageHandle = { title: "admin.law.removeHoliday" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  return { holiday: await holidayForAdministrator(context, args.params.day ?? "") };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const { day } = await holidayForAdministrator(context, args.params.day ?? "");
  const form = await readForm(args.request, holidayRemovalForm);
  if (!form.ok) return invalid(form.state);
  await removeHoliday(context, { day, ...form.value });
  return redirectTo("/admin/law#holidays", { notice: "law_holiday_removed" });
}

/** A day that is not, or no longer, a public holiday. */
export default function LawHolidayRemovalPage() {
  const { holiday } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("admin");
  const format = useFormat();
  const locale = useLocale();
  return (
    <>
      <PageHeader
        title={t("law.removeHoliday")}
        lead={`${format.weekday(holiday.day)} · ${holiday[locale]}`}
        crumbs={[{ label: t("law.title"), href: "/admin/law" }]}
      />
      <Form state={answer?.form}>
        <ReasonField />
        <Button tone="danger">{t("law.removeHolidaySave")}</Button>
      </Form>
    </>
  );
}
