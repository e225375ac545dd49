import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { calendarDate } from "#app/i18n/format";
import { useLocale, useT } from "#app/i18n/use-t";
import { requestHead } from "#app/legal-aid/aid-requests/queries.server";
import { deskSight } from "#app/legal-aid/aid-requests/rules";
import { serviceForm } from "#app/legal-aid/services/forms";
import { logService } from "#app/legal-aid/services/log-service.server";
import { primaryServiceTypes, servicesOf } from "#app/legal-aid/services/queries.server";
import { ServicesCard } from "#app/legal-aid/services/services-card";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { DateField, NumberField } from "#app/ui/text-fields";

export const handle = pageHandle<typeof loader>({ title: (t, { code }) => t("desk.services.title", { code }) });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const { id, code, state } = await requestHead(context, parseId(args.params.id));
  const [types, services] = await Promise.all([primaryServiceTypes(context), servicesOf(context, id)]);
  return { id, code, types, services, named: deskSight(state) === "at_once", today: calendarDate(context.now) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const requestId = parseId(args.params.id);
  const form = await readForm(args.request, serviceForm);
  if (!form.ok) return invalid(form.state);
  const logged = await logService(context, { requestId, ...form.value });
  if (logged.ok) return redirectTo(paths.aidRequest(requestId), { notice: "service_logged" });
  if (logged.reason === "unknown_type") return refused(form.typed, "choice", "serviceTypeCode");
  return refused(form.typed, logged.reason, logged.reason === "wrong_state" ? "form" : "givenOn");
}

/** Primary aid given, logged with its minutes. */
export default function Services() {
  const t = useT("desk");
  const locale = useLocale();
  const { id, code, types, services, named, today } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.form;
  return (
    <>
      <PageHeader
        title={t("services.title", { code })}
        lead={t("services.lead")}
        crumbs={[{ label: t("request.title", { code }), href: paths.aidRequest(id) }]}
      />
      <Form state={state} defaults={{ givenOn: today }}>
        <SelectField
          name="serviceTypeCode"
          label={t("services.type")}
          choices={types.map((type) => ({ value: type.code, label: type[locale] }))}
        />
        <NumberField name="minutes" label={t("services.minutes")} unit={t("services.minutesUnit")} />
        <DateField name="givenOn" label={t("services.givenOn")} max={today} />
        <Button>{t("services.save")}</Button>
      </Form>
      <ServicesCard services={services} href={null} requestHref={paths.aidRequest(id)} named={named} />
    </>
  );
}
