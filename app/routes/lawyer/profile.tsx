import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { ticksOf } from "#app/legal-aid/lawyers/area-fields";
import { changeProfile } from "#app/legal-aid/lawyers/change-profile.server";
import { CompetenceFields, useCompetenceLabels } from "#app/legal-aid/lawyers/competence-fields";
import { profileForm } from "#app/legal-aid/lawyers/forms";
import { networkLists, ownLawyer } from "#app/legal-aid/lawyers/queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { CheckField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { DefinitionList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, MainAndAside } from "#app/ui/surfaces";
import { DateField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "lawyer.profile.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const [lawyer, lists] = await Promise.all([ownLawyer(context), networkLists(context, localeOf(args.request))]);
  return { lawyer, lists };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const form = await readForm(args.request, profileForm);
  if (!form.ok) return invalid(form.state);
  const result = await changeProfile(context, form.value);
  if (!result.ok) return refused(form.typed, "choice", result.field === "areas" ? "areasCivil" : result.field);
  return redirectTo(`${paths.lawyer}/profile`, { notice: "saved" });
}

export default function LawyerProfile() {
  const { lawyer, lists } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("lawyer");
  const words = useT("words");
  const format = useFormat();
  const labels = useCompetenceLabels();
  if (lawyer.state !== "verified")
    return <PageHeader title={t(`pending.${lawyer.state}.title`)} lead={t(`pending.${lawyer.state}.text`)} />;
  return (
    <>
      <PageHeader title={t("profile.title")} lead={t("profile.lead")} />
      <MainAndAside
        aside={
          <Card title={t("profile.licence")} tone="sunken">
            <DefinitionList
              items={[
                { term: t("profile.name"), value: lawyer.name },
                { term: t("profile.kind"), value: words(`lawyerKind.${lawyer.kind}`) },
                { term: t("profile.number"), value: lawyer.licenceNumber },
                {
                  term: t("profile.permit"),
                  value: lawyer.permitValidTo === null ? null : format.date(lawyer.permitValidTo),
                },
                {
                  term: t("profile.since"),
                  value: lawyer.verifiedAt === null ? null : format.date(lawyer.verifiedAt),
                },
              ]}
            />
            <p className="small soft">{t("profile.licenceHint")}</p>
          </Card>
        }
      >
        <Form
          state={answer?.form}
          labels={labels}
          defaults={{
            ...ticksOf(lawyer.areas, lists.areas),
            regions: lawyer.regions,
            languages: lawyer.languages,
            capacity: String(lawyer.capacity),
            pledgedHours: String(lawyer.pledgedHours),
            remote: lawyer.remote ? "yes" : "",
            onDuty: lawyer.onDuty ? "yes" : "",
            onLeaveUntil: lawyer.onLeaveUntil ?? "",
          }}
        >
          <DateField name="onLeaveUntil" label={t("profile.leave")} hint={t("profile.leaveHint")} optional />
          <CheckField name="onDuty" label={t("profile.duty")} hint={t("profile.dutyHint")} />
          <CompetenceFields lists={lists} />
          <p className="small soft">{t("profile.pledgeNote")}</p>
          <Button>{t("profile.save")}</Button>
        </Form>
      </MainAndAside>
    </>
  );
}
