import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { addOrganisation } from "#app/organisations/add-organisation.server";
import { organisationForm } from "#app/organisations/forms";
import { organisationsForAdministrator } from "#app/organisations/queries.server";
import type { PageHandle } from "#app/page-handle";
import { regionsToChoose } from "#app/training/events/queries.server";
import { Button } from "#app/ui/button";
import { SelectField } from "#app/ui/choice-fields";
import { DataTable } from "#app/ui/data-table";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Card } from "#app/ui/surfaces";
import { TextField } from "#app/ui/text-fields";
import { organisationKinds } from "#db/vocabulary";

export const handle: PageHandle = { title: "admin.organisations.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const locale = localeOf(args.request);
  const [organisations, regions] = await Promise.all([
    organisationsForAdministrator(context, locale),
    regionsToChoose(context, locale),
  ]);
  return { organisations, regions };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "administrator");
  const form = await readForm(args.request, organisationForm);
  if (!form.ok) return invalid(form.state);
  const result = await addOrganisation(context, form.value);
  if (!result.ok) return refused(form.typed, result.reason, result.reason === "choice" ? "regionIso" : "nameSq");
  return redirectTo("/admin/organisations", { notice: "added" });
}

export default function OrganisationsPage() {
  const { organisations, regions } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.form;
  const t = useT("admin");
  const words = useT("words");
  const format = useFormat();
  return (
    <>
      <PageHeader title={t("organisations.title")} lead={t("organisations.lead")} />
      <DataTable
        caption={t("organisations.title")}
        hideCaption
        rows={organisations}
        rowKey={(row) => row.id}
        columns={[
          { key: "name", header: t("organisations.name"), rowHeader: true, cell: (row) => row.name },
          { key: "kind", header: t("organisations.kind"), cell: (row) => words(`organisationKind.${row.kind}`) },
          { key: "region", header: t("organisations.region"), cell: (row) => row.region ?? "–" },
          {
            key: "members",
            header: t("organisations.members"),
            numeric: true,
            cell: (row) => format.number(row.members),
          },
        ]}
      />
      <Card title={t("organisations.add")}>
        <Form state={state}>
          <TextField name="nameSq" label={t("organisations.nameSq")} maxLength={160} />
          <TextField name="nameEn" label={t("organisations.nameEn")} maxLength={160} />
          <SelectField
            name="kind"
            label={t("organisations.kind")}
            width="medium"
            choices={organisationKinds.map((kind) => ({ value: kind, label: words(`organisationKind.${kind}`) }))}
          />
          <SelectField
            name="regionIso"
            label={t("organisations.region")}
            empty={t("organisations.anyRegion")}
            width="medium"
            choices={regions.map(({ iso, name }) => ({ value: iso, label: name }))}
          />
          <Button>{t("organisations.save")}</Button>
        </Form>
      </Card>
    </>
  );
}
