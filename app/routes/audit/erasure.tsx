import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole, requireStepUp } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { carryOutErasure } from "#app/legal-aid/erasures/carry-out-erasure.server";
import { useErasureSubject } from "#app/legal-aid/erasures/erasure-tables";
import { carryOutForm } from "#app/legal-aid/erasures/forms";
import { erasureForOfficer } from "#app/legal-aid/erasures/queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button, LinkButton } from "#app/ui/button";
import { CheckField, SelectField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { DefinitionList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Notice, Stack } from "#app/ui/surfaces";
import { erasureReasons } from "#db/vocabulary";

export const handle: PageHandle = { title: "privacy.officer.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "dpo");
  return erasureForOfficer(context, parseId(args.params.id));
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "dpo");
  const erasureId = parseId(args.params.id);
  await requireStepUp(args, paths.erasure(erasureId));
  const form = await readForm(args.request, carryOutForm);
  if (!form.ok) return invalid(form.state);
  const done = await carryOutErasure(context, { erasureId, reason: form.value.reason });
  if (!done.ok) return refused(form.typed, done.reason);
  return redirectTo(paths.erasures, { notice: "erased" });
}

/** One wish: what would go, what stands against it, and the two decisions. */
export default function ErasurePage() {
  const erasure = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("privacy");
  const words = useT("words");
  const format = useFormat();
  const subject = useErasureSubject()(erasure);
  const { holds, state } = erasure;
  return (
    <>
      <PageHeader
        title={t("officer.oneTitle", { what: subject })}
        crumbs={[{ label: t("officer.title"), href: paths.erasures }]}
      />
      <Stack>
        <DefinitionList
          items={[
            {
              term: t("officer.asked"),
              value: `${format.date(erasure.askedAt)}, ${words(`wishSource.${erasure.source}`)}`,
            },
            erasure.decidedAt && {
              term: t("officer.decidedOn"),
              value: `${format.date(erasure.decidedAt)}, ${words(`wishState.${state}`)}`,
            },
          ]}
        />
        <p>{t(erasure.subjectKind === "request" ? "officer.oneRequest" : "officer.onePerson")}</p>
        {holds.length > 0 && (
          <Notice tone="warn">
            <p>{t("officer.held", { holds: format.list(holds.map((hold) => words(`erasureHold.${hold}`))) })}</p>
          </Notice>
        )}
        {state === "asked" && holds.length === 0 && (
          <Form state={answer && "form" in answer ? answer.form : undefined}>
            <SelectField
              name="reason"
              label={t("officer.reason")}
              width="medium"
              choices={erasureReasons.map((value) => ({ value, label: words(`erasureReason.${value}`) }))}
            />
            <CheckField name="sure" label={t("officer.sure")} hint={t("officer.forGood")} />
            <Button tone="danger">{t("officer.carryOut")}</Button>
          </Form>
        )}
        {state === "asked" && (
          <p>
            <LinkButton href={`${paths.erasure(erasure.id)}/refusal`} tone="quiet">
              {t("officer.refuse")}
            </LinkButton>
          </p>
        )}
      </Stack>
    </>
  );
}
