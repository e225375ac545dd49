import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { namesForConflictCheck } from "#app/legal-aid/conflicts/queries.server";
import { acceptOffer } from "#app/legal-aid/offers/accept-offer.server";
import { attestationForm } from "#app/legal-aid/offers/forms";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ActionForm, Button, LinkButton } from "#app/ui/button";
import { CheckField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { DefinitionList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, Notice, Stack } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "lawyer.conflict.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const offerId = parseId(args.params.id);
  return { offerId, names: await namesForConflictCheck(context, offerId) };
}

/** Attestation = acceptance. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const offerId = parseId(args.params.id);
  const form = await readForm(args.request, attestationForm);
  if (!form.ok) return invalid(form.state);
  const result = await acceptOffer(context, { offerId });
  if (result.ok) return redirectTo(paths.case(result.caseId), { notice: "offer_accepted" });
  return redirectTo(result.reason === "names_not_checked" ? `${paths.offer(offerId)}/conflict` : paths.offer(offerId), {
    notice: result.reason === "names_not_checked" ? "names_not_checked" : "offer_over",
  });
}

export default function OfferConflict() {
  const { offerId, names } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("lawyer");
  const words = useT("words");
  const format = useFormat();
  const own = paths.offer(offerId);
  if (!names.ok)
    return (
      <>
        <PageHeader title={t("conflict.title")} />
        <Notice tone="warn">
          <p>{t(`conflict.${names.reason}`)}</p>
        </Notice>
        <LinkButton href={own} tone="quiet">
          {t("conflict.back")}
        </LinkButton>
      </>
    );
  return (
    <>
      <PageHeader
        title={t("conflict.title")}
        lead={t("conflict.lead", { until: format.dateTime(names.holdUntil) })}
        crumbs={[{ label: t("offer.title"), href: own }]}
      />
      <Stack>
        <Card title={t("conflict.opponents")}>
          {names.opponents.length === 0 ? (
            <p>{t("conflict.noOpponents")}</p>
          ) : (
            <DefinitionList
              items={names.opponents.map(({ side, name }) => ({
                term: words(`partySide.${side}`),
                value: <b>{name}</b>,
              }))}
            />
          )}
          {!names.cleared && (
            <ActionForm action={`${own}/clearance`} tone="primary" wide>
              {t("conflict.opponentsClear")}
            </ActionForm>
          )}
        </Card>
        {names.cleared && (
          <Card title={t("conflict.client")}>
            <p>
              <b>{names.client ?? t("conflict.noClient")}</b>
            </p>
            <Form state={answer?.form}>
              <CheckField name="attested" label={t("conflict.attest")} hint={t("conflict.attestHint")} />
              <Button wide>{t("conflict.accept")}</Button>
            </Form>
          </Card>
        )}
        <Notice>
          <p>{t("conflict.logged")}</p>
        </Notice>
        <ActionForm action={own} values={{ code: "conflict" }} wide>
          {t("conflict.decline")}
        </ActionForm>
      </Stack>
    </>
  );
}
