import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { calendarDate } from "#app/i18n/format";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { approveLawyer } from "#app/legal-aid/lawyers/approve-lawyer.server";
import { approvalForm } from "#app/legal-aid/lawyers/forms";
import { lawyerForDesk } from "#app/legal-aid/lawyers/lawyer-queries.server";
import { networkLabels } from "#app/legal-aid/lawyers/queries.server";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ActionForm, Button, ButtonRow, LinkButton } from "#app/ui/button";
import { ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { DefinitionList, RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, MainAndAside, Notice, Tag, TagRow } from "#app/ui/surfaces";
import { DateField } from "#app/ui/text-fields";
import { type Language, licenceChecks } from "#db/vocabulary";

export const handle = pageHandle<typeof loader>({ title: (_t, { lawyer }) => lawyer.name });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const lawyer = await lawyerForDesk(context, parseId(args.params.id));
  const labels = await networkLabels(context, localeOf(args.request));
  return {
    lawyer,
    labels,
    own: lawyer.accountId === context.actor.accountId,
    today: calendarDate(context.now),
  };
}

/** An approval with its licence check; the second gives a role. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  await requireStepUp(args);
  const lawyerId = parseId(args.params.id);
  const form = await readForm(args.request, approvalForm);
  if (!form.ok) return invalid(form.state);
  const result = await approveLawyer(context, { lawyerId, ...form.value });
  if (result.ok)
    return redirectTo(`${paths.desk}/lawyers/${lawyerId}`, {
      notice: result.state === "verified" ? "lawyer_verified" : "lawyer_approved",
    });
  if (result.reason === "checked_in_future") return refused(form.typed, "date_past", "checkedOn");
  return refused(form.typed, `approval_${result.reason}`);
}

export default function DeskLawyer() {
  const { lawyer, labels, own, today } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("network");
  const words = useT("words");
  const format = useFormat();
  const here = `${paths.desk}/lawyers/${lawyer.id}`;
  return (
    <>
      <PageHeader
        title={lawyer.name}
        tags={
          <Tag tone={lawyer.state === "verified" ? "calm" : lawyer.state === "applied" ? "warn" : "danger"}>
            {words(`lawyerState.${lawyer.state}`)}
          </Tag>
        }
        crumbs={[{ label: t("lawyers.title"), href: `${paths.desk}/lawyers` }]}
      />
      <MainAndAside
        aside={
          <>
            <Card title={t("lawyer.contact")} tone="sunken">
              <DefinitionList
                items={[
                  { term: t("lawyer.email"), value: lawyer.email },
                  { term: t("lawyer.phone"), value: lawyer.phone },
                  { term: t("lawyer.applied"), value: format.dateTime(lawyer.appliedAt) },
                  {
                    term: t("lawyer.verified"),
                    value: lawyer.verifiedAt === null ? null : format.dateTime(lawyer.verifiedAt),
                  },
                ]}
              />
            </Card>
            <ButtonRow>
              <LinkButton href={`${here}/licence`} tone="quiet">
                {t("lawyer.licenceEdit")}
              </LinkButton>
              {lawyer.state === "applied" && (
                <ActionForm action={`${here}/rejection`} tone="plain">
                  {t("lawyer.reject")}
                </ActionForm>
              )}
              {lawyer.state === "verified" && (
                <LinkButton href={`${here}/suspension`} tone="plain">
                  {t("lawyer.suspend")}
                </LinkButton>
              )}
              {lawyer.state === "suspended" && (
                <ActionForm action={`${here}/suspension-end`} tone="quiet">
                  {t("lawyer.reinstate")}
                </ActionForm>
              )}
            </ButtonRow>
          </>
        }
      >
        {lawyer.state === "applied" && (
          <Card title={t("lawyer.approve")} tone="accent">
            <p>{t("lawyer.approveHow")}</p>
            {lawyer.approvals.length > 0 && (
              <RowList
                items={lawyer.approvals.map((approval) => ({
                  key: approval.accountId,
                  title: approval.by,
                  about: `${words(`licenceCheck.${approval.licenceCheck}`)} · ${format.date(approval.checkedOn)}`,
                }))}
              />
            )}
            {own ? (
              <Notice tone="warn">{t("lawyer.ownApplication")}</Notice>
            ) : lawyer.approvedByMe ? (
              <Notice tone="calm">{t("lawyer.waitsForSecond")}</Notice>
            ) : (
              <Form state={answer?.form} defaults={{ checkedOn: today }}>
                <ChoiceField
                  name="licenceCheck"
                  label={t("lawyer.check")}
                  choices={licenceChecks.map((check) => ({ value: check, label: words(`licenceCheck.${check}`) }))}
                />
                <DateField name="checkedOn" label={t("lawyer.checkedOn")} max={today} />
                <Button>{lawyer.approvals.length === 0 ? t("lawyer.approveFirst") : t("lawyer.approveSecond")}</Button>
              </Form>
            )}
          </Card>
        )}
        <Card title={t("lawyer.licence")}>
          <DefinitionList
            items={[
              { term: t("lawyers.kind"), value: words(`lawyerKind.${lawyer.kind}`) },
              { term: t("lawyer.chamber"), value: lawyer.chamberCode },
              { term: t("lawyer.number"), value: lawyer.licenceNumber },
              {
                term: t("lawyer.permit"),
                value: lawyer.permitValidTo === null ? null : format.date(lawyer.permitValidTo),
              },
              lawyer.supervisorId !== null && {
                term: t("lawyer.supervisor"),
                value: <a href={`${paths.desk}/lawyers/${lawyer.supervisorId}`}>{t("lawyer.supervisorOpen")}</a>,
              },
            ]}
          />
        </Card>
        <Card title={t("lawyer.competence")}>
          <DefinitionList
            items={[
              {
                term: t("fields.areas"),
                value: (
                  <TagRow>
                    {lawyer.areas.map((code) => (
                      <Tag key={code}>{labels.areas[code] ?? code}</Tag>
                    ))}
                  </TagRow>
                ),
              },
              {
                term: t("fields.regions"),
                value: lawyer.regions.map((iso) => labels.regions[iso] ?? iso).join(", "),
              },
              {
                term: t("fields.languages"),
                value: lawyer.languages.map((language) => words(`language.${language as Language}`)).join(", "),
              },
              { term: t("join.gender"), value: words(`gender.${lawyer.gender}`) },
              {
                term: t("lawyers.openCases"),
                value: t("lawyers.ofCapacity", { open: lawyer.openCases, capacity: lawyer.capacity }),
              },
              { term: t("lawyers.pledge"), value: format.hours(lawyer.pledgedHours * 60) },
              lawyer.remote && { term: t("fields.remote"), value: t("lawyer.yes") },
              lawyer.onDuty && { term: t("lawyer.duty"), value: t("lawyer.yes") },
              lawyer.onLeaveUntil !== null && {
                term: t("lawyer.leave"),
                value: format.date(lawyer.onLeaveUntil),
              },
            ]}
          />
        </Card>
        {lawyer.state !== "applied" && lawyer.approvals.length > 0 && (
          <Card title={t("lawyer.approvals")}>
            <RowList
              items={lawyer.approvals.map((approval) => ({
                key: approval.accountId,
                title: approval.by,
                about: `${words(`licenceCheck.${approval.licenceCheck}`)} · ${format.date(approval.checkedOn)}`,
              }))}
            />
          </Card>
        )}
      </MainAndAside>
    </>
  );
}
