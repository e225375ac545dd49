import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, parsePage, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import { StateTag, UrgencyTag } from "#app/legal-aid/aid-requests/request-tags";
import { ComparisonCard } from "#app/legal-aid/conflicts/comparison-card";
import { conflictsOfRequest } from "#app/legal-aid/conflicts/queries.server";
import { networkLabels } from "#app/legal-aid/lawyers/queries.server";
import { EligibleTable } from "#app/legal-aid/matching/eligible-table";
import { NeedCard } from "#app/legal-aid/matching/need-card";
import { OthersTable } from "#app/legal-aid/matching/others-table";
import { matchLawyers, namesOfLawyers } from "#app/legal-aid/matching/queries.server";
import { type Ranked, wideningSteps } from "#app/legal-aid/matching/rules";
import { offerForm } from "#app/legal-aid/offers/forms";
import { makeOffer } from "#app/legal-aid/offers/make-offer.server";
import { offerSettings } from "#app/legal-aid/offers/offer-settings.server";
import { OffersSoFar } from "#app/legal-aid/offers/offers-so-far";
import { offersOfRequest } from "#app/legal-aid/offers/queries.server";
import { mayBeOffered } from "#app/legal-aid/offers/rules";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { Button } from "#app/ui/button";
import { CheckField } from "#app/ui/choice-fields";
import { Paging } from "#app/ui/find-and-page";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Card, MainAndAside, Notice } from "#app/ui/surfaces";
import { TextArea } from "#app/ui/text-fields";
import type { LawyerKind } from "#db/vocabulary";

export const handle = pageHandle<typeof loader>({ title: (t, { code }) => t("network.matching.tab", { code }) });

const pageSize = 25;

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const requestId = parseId(args.params.id);
  const query = new URL(args.request.url).searchParams;
  const page = parsePage(query.get("page"));
  const remote = query.get("remote") === "yes";
  const { ranked, ...about } = await matchLawyers(context, requestId, remote ? { remote } : {});
  const eligible = ranked.filter(({ place }) => place !== null);
  const others = ranked.filter(({ place }) => place === null);
  const first = eligible.slice(0, pageSize);
  const shown = others.slice((page - 1) * pageSize, page * pageSize);
  const [names, offers, conflicts, labels, settings] = await Promise.all([
    namesOfLawyers(
      context,
      [...first, ...shown].map(({ lawyerId }) => lawyerId),
    ),
    offersOfRequest(context, requestId),
    conflictsOfRequest(context, requestId),
    networkLabels(context, localeOf(args.request)),
    offerSettings(context),
  ]);
  const withName = (one: Ranked) => ({
    ...one,
    ratio: Number.isFinite(one.ratio) ? one.ratio : null,
    name: names.get(one.lawyerId)?.name ?? "",
    kind: (names.get(one.lawyerId)?.kind ?? "advocate") as LawyerKind,
    regions: names.get(one.lawyerId)?.regions ?? [],
    finding: conflicts.findings.find(({ lawyerId }) => lawyerId === one.lawyerId) ?? null,
  });
  return {
    ...about,
    remote,
    mayOffer: mayBeOffered(about.state, offers, settings.limits[about.urgency].offersAtOnce),
    eligible: first.map(withName),
    eligibleCount: eligible.length,
    others: shown.map(withName),
    otherCount: others.length,
    widening: eligible.length === 0 ? wideningSteps(ranked) : [],
    most: Math.max(1, ...eligible.map(({ counted, fairShare }) => Math.max(counted, fairShare))),
    offers,
    compared: conflicts.last,
    labels,
    page,
  };
}

/** An offer: to one lawyer or to the next in order. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const requestId = parseId(args.params.id);
  const form = await readForm(args.request, offerForm);
  if (!form.ok) return invalid(form.state);
  const result = await makeOffer(context, { requestId, ...form.value });
  if (result.ok) return redirectTo(`${paths.aidRequest(requestId)}/matching`, { notice: "offer_made" });
  if (result.reason === "sentence") return refused(form.typed, `sentence_${result.fault}`, "sentence");
  return refused(form.typed, `offer_${result.reason}`);
}

/** Who is asked next and why, who is out and why, and the offers made so far. */
export default function RequestMatching() {
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("network");
  const { labels, offers, mayOffer } = data;
  const requestHref = paths.aidRequest(data.requestId);
  const matchable = data.state === "matching" || data.state === "offered";
  const emergency = data.urgency === "emergency";
  return (
    <>
      <PageHeader
        title={t("matching.title", { code: data.code })}
        tags={
          <>
            <UrgencyTag urgency={data.urgency} />
            <StateTag state={data.state} />
          </>
        }
        lead={t("matching.lead")}
        crumbs={[{ label: t("matching.request", { code: data.code }), href: requestHref }]}
      />
      {!matchable && (
        <Notice tone="warn">
          <p>{t("matching.notNow")}</p>
        </Notice>
      )}
      <MainAndAside
        aside={
          <>
            <NeedCard need={data.need} labels={labels} hours={data.estimatedHours} />
            <ComparisonCard last={data.compared} action={`${requestHref}/conflict-checks`} />
          </>
        }
      >
        {mayOffer && (
          <Card title={t("matching.offer")} tone="accent">
            <Form id="offer" state={answer?.form} defaults={{ remote: data.remote ? "yes" : "" }}>
              <TextArea
                name="sentence"
                label={t("matching.sentence")}
                hint={t("matching.sentenceHint")}
                rows={2}
                maxLength={200}
                optional
              />
              <CheckField name="remote" label={t("matching.remote")} />
              <Button>{emergency ? t("matching.offerThree") : t("matching.offerNext")}</Button>
            </Form>
          </Card>
        )}
        {offers.length > 0 && <OffersSoFar offers={offers} />}
        {!data.remote && matchable && data.eligibleCount === 0 && (
          <a href={`${requestHref}/matching?remote=yes`}>{t("matching.tryRemote")}</a>
        )}
      </MainAndAside>
      <Card title={t("matching.order", { count: data.eligibleCount })}>
        <EligibleTable
          rows={data.eligible}
          count={data.eligibleCount}
          labels={labels}
          most={data.most}
          emergency={emergency}
          mayOffer={mayOffer}
          widening={data.widening}
        />
      </Card>
      <Card title={t("matching.others", { count: data.otherCount })}>
        <OthersTable rows={data.others} count={data.otherCount} requestHref={requestHref} />
        <Paging page={data.page} pageSize={pageSize} total={data.otherCount} />
      </Card>
    </>
  );
}
