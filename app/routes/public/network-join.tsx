import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { anyone } from "#app/accounts/guards.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { applyAsLawyer } from "#app/legal-aid/lawyers/apply-as-lawyer.server";
import { CompetenceFields, useCompetenceLabels } from "#app/legal-aid/lawyers/competence-fields";
import { joinForm } from "#app/legal-aid/lawyers/forms";
import { networkLists } from "#app/legal-aid/lawyers/queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { addressOf, limitAttempts } from "#app/protection/rate-limit.server";
import { Button } from "#app/ui/button";
import { CheckField, ChoiceField, SelectField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { DateField, TextField } from "#app/ui/text-fields";
import { genders, lawyerKinds } from "#db/vocabulary";

export const handle: PageHandle = { title: "network.join.title" };

export async function loader(args: LoaderFunctionArgs) {
  return networkLists(anyone(args), localeOf(args.request));
}

export async function action(args: ActionFunctionArgs) {
  const context = anyone(args);
  await limitAttempts("join_address", addressOf(args.context));
  const form = await readForm(args.request, joinForm);
  if (!form.ok) return invalid(form.state);
  const result = await applyAsLawyer(context, { ...form.value, locale: localeOf(args.request) });
  if (!result.ok) return refused(form.typed, "choice", result.field === "areas" ? "areasCivil" : result.field);
  return redirectTo(`${paths.joinNetwork}/received`);
}

export default function NetworkJoin() {
  const lists = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("network");
  const words = useT("words");
  return (
    <>
      <PageHeader
        title={t("join.title")}
        lead={t("join.lead")}
        crumbs={[{ label: t("join.network"), href: paths.network }]}
      />
      <Form
        state={answer?.form}
        defaults={{ kind: "advocate", languages: "sq", capacity: "2", pledgedHours: "40" }}
        labels={useCompetenceLabels()}
      >
        <h2>{t("join.you")}</h2>
        <TextField name="givenName" label={t("join.givenName")} autoComplete="given-name" width="medium" />
        <TextField name="familyName" label={t("join.familyName")} autoComplete="family-name" width="medium" />
        <TextField name="email" type="email" label={t("join.email")} autoComplete="email" width="medium" />
        <TextField name="phone" type="tel" label={t("join.phone")} autoComplete="tel" width="medium" optional />
        <ChoiceField
          name="gender"
          label={t("join.gender")}
          hint={t("join.genderHint")}
          inline
          choices={genders.map((gender) => ({ value: gender, label: words(`gender.${gender}`) }))}
        />
        <h2>{t("join.licence")}</h2>
        <ChoiceField
          name="kind"
          label={t("join.kind")}
          choices={lawyerKinds.map((kind) => ({
            value: kind,
            label: words(`lawyerKind.${kind}`),
            hint: t(`join.kindHint.${kind}`),
          }))}
        />
        <SelectField
          name="chamberCode"
          label={t("join.chamber")}
          hint={t("join.juristHint")}
          choices={lists.chambers.map(({ code, label }) => ({ value: code, label }))}
          width="medium"
          optional
        />
        <TextField name="licenceNumber" label={t("join.licenceNumber")} width="short" optional />
        <DateField name="permitValidTo" label={t("join.permit")} hint={t("join.permitHint")} optional />
        <h2>{t("join.work")}</h2>
        <CompetenceFields lists={lists} />
        <CheckField name="consent" label={t("join.consent")} hint={t("join.consentHint")} />
        <Button>{t("join.send")}</Button>
      </Form>
    </>
  );
}
