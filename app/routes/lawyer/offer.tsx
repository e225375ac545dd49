import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { UrgencyTag } from "#app/legal-aid/aid-requests/request-tags";
import { networkLabels } from "#app/legal-aid/lawyers/queries.server";
import { declineOffer } from "#app/legal-aid/offers/decline-offer.server";
import { declineForm } from "#app/legal-aid/offers/forms";
import { CardFacts } from "#app/legal-aid/offers/offer-card";
import { offerForLawyer } from "#app/legal-aid/offers/queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ActionForm, Button, LinkButton } from "#app/ui/button";
import { ChoiceField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Card, Notice, Stack } from "#app/ui/surfaces";
import { DateField, HiddenField, TextField } from "#app/ui/text-fields";
import { declineCodes } from "#db/vocabulary";

export const handle: PageHandle = { title: "lawyer.offer.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const { card, id, state, expiresAt, holdUntil, caseId } = await offerForLawyer(context, parseId(args.params.id));
  const labels = await networkLabels(context, localeOf(args.request));
  return {
    offer: { id, state, expiresAt, holdUntil, caseId, over: state === "open" && expiresAt <= context.now },
    card,
    labels: {
      areas: { [card.areaCode]: labels.areas[card.areaCode] ?? card.areaCode },
      regions: card.regionIso ? { [card.regionIso]: labels.regions[card.regionIso] ?? "" } : {},
    },
    now: context.now,
  };
}

/** No, with its code. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "lawyer");
  const offerId = parseId(args.params.id);
  const form = await readForm(args.request, declineForm);
  if (!form.ok) return invalid(form.state);
  const result = await declineOffer(context, { offerId, ...form.value });
  if (!result.ok && result.reason === "date_future") return refused(form.typed, "date_future", "until");
  if (!result.ok && result.reason === "names_in_reason") return refused(form.typed, "names_in_reason", "reason");
  return redirectTo(result.ok ? paths.lawyer : paths.offer(offerId), {
    notice: result.ok ? "offer_declined" : "offer_over",
  });
}

export default function Offer() {
  const { offer, card, labels, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("lawyer");
  const words = useT("words");
  const format = useFormat();
  const running = (offer.state === "open" && !offer.over) || offer.state === "holding";
  const state = answer?.form;
  const forDate = state?.values.code === "no_time";
  return (
    <>
      <PageHeader
        title={labels.areas[card.areaCode]}
        tags={<UrgencyTag urgency={card.urgency} />}
        lead={
          offer.state === "open" && !offer.over
            ? t("offer.deadline", {
                time: format.relative(offer.expiresAt, now),
                until: format.dateTime(offer.expiresAt),
              })
            : undefined
        }
        crumbs={[{ label: t("home.title"), href: paths.lawyer }]}
      />
      <Stack>
        {!running && (
          <Notice tone={offer.state === "accepted" ? "calm" : "warn"} title={t("offer.over")}>
            <p>{t(`offer.ended.${offer.over ? "expired" : offer.state}`)}</p>
            {offer.caseId && <a href={paths.case(offer.caseId)}>{t("offer.toCase")}</a>}
          </Notice>
        )}
        <Card>
          <CardFacts card={card} labels={labels} />
          <p className="small soft">{t("offer.nothingElse")}</p>
        </Card>
        {offer.state === "holding" && offer.holdUntil && (
          <Notice tone="calm" title={t("offer.heldTitle")}>
            <p>{t("offer.holdUntil", { until: format.dateTime(offer.holdUntil) })}</p>
            <LinkButton href={`${paths.offer(offer.id)}/conflict`} wide>
              {t("offer.toNames")}
            </LinkButton>
          </Notice>
        )}
        {offer.state === "open" && !offer.over && (
          <ActionForm action={`${paths.offer(offer.id)}/hold`} tone="primary" wide>
            {t("offer.yes")}
          </ActionForm>
        )}
        {running && (
          <>
            {offer.state === "open" && <p className="small soft">{t("offer.yesMeans")}</p>}
            <Card title={t("offer.notUntil")} level={2}>
              <Form id="leave" state={forDate ? state : undefined}>
                <HiddenField name="code" value="no_time" />
                <DateField name="until" label={t("offer.until")} hint={t("offer.untilHint")} />
                <Button tone="quiet">{t("offer.declineUntil")}</Button>
              </Form>
            </Card>
            <Card title={t("offer.cannot")} level={2}>
              <Form id="decline" state={forDate ? undefined : state}>
                <ChoiceField
                  name="code"
                  label={t("offer.why")}
                  choices={declineCodes
                    .filter((code) => code !== "no_time")
                    .map((code) => ({
                      value: code,
                      label: words(`declineCode.${code}`),
                      hint: t(`offer.effect.${code}`),
                    }))}
                />
                <TextField name="reason" label={t("offer.reason")} hint={t("offer.reasonHint")} optional />
                <Button tone="quiet">{t("offer.decline")}</Button>
              </Form>
            </Card>
          </>
        )}
      </Stack>
    </>
  );
}
