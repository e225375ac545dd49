import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, parsePage, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { conflictsOfRequest } from "#app/legal-aid/conflicts/queries.server";
import type { ConflictReason } from "#app/legal-aid/conflicts/rules";
import { networkLabels } from "#app/legal-aid/lawyers/queries.server";
import { matchLawyers, namesOfLawyers } from "#app/legal-aid/matching/queries.server";
import { type Filter, type Ranked, wideningSteps } from "#app/legal-aid/matching/rules";
import { offerForm } from "#app/legal-aid/offers/forms";
import { makeOffer } from "#app/legal-aid/offers/make-offer.server";
import { UrgencyTag } from "#app/legal-aid/offers/offer-card";
import { offersOfRequest } from "#app/legal-aid/offers/queries.server";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ActionForm, Button } from "#app/ui/button";
import { CheckField } from "#app/ui/choice-fields";
import { DataTable } from "#app/ui/data-table";
import { Paging } from "#app/ui/find-and-page";
import { Form } from "#app/ui/form";
import { DefinitionList, Timeline } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Meter } from "#app/ui/progress";
import { Card, EmptyState, MainAndAside, Notice, Tag, TagRow } from "#app/ui/surfaces";
import { TextArea } from "#app/ui/text-fields";
import type { LawyerKind, StepKind } from "#db/vocabulary";

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
  const [names, offers, conflicts, labels] = await Promise.all([
    namesOfLawyers(
      context,
      [...first, ...shown].map(({ lawyerId }) => lawyerId),
    ),
    offersOfRequest(context, requestId),
    conflictsOfRequest(context, requestId),
    networkLabels(context, localeOf(args.request)),
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

export default function RequestMatching() {
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("network");
  const words = useT("words");
  const format = useFormat();
  const { need, labels, offers } = data;
  const here = `${paths.aidRequest(data.requestId)}/matching`;
  const matchable = data.state === "matching" || data.state === "offered";
  const running = offers.filter(({ state }) => state === "open" || state === "holding");
  const emergency = data.urgency === "emergency";
  const mayOffer = matchable && (running.length === 0 || (emergency && running.length < 3));
  return (
    <>
      <PageHeader
        title={t("matching.title", { code: data.code })}
        tags={
          <>
            <UrgencyTag urgency={data.urgency} />
            <Tag>{words(`requestState.${data.state}`)}</Tag>
          </>
        }
        lead={t("matching.lead")}
        crumbs={[{ label: t("matching.request", { code: data.code }), href: paths.aidRequest(data.requestId) }]}
      />
      {!matchable && (
        <Notice tone="warn">
          <p>{t("matching.notNow")}</p>
        </Notice>
      )}
      <MainAndAside
        aside={
          <>
            <Card title={t("matching.need")} tone="sunken">
              <DefinitionList
                items={[
                  { term: t("lawyers.area"), value: labels.areas[need.areaCode ?? ""] ?? t("matching.unknown") },
                  { term: t("lawyers.region"), value: labels.regions[need.regionIso ?? ""] ?? t("matching.unknown") },
                  { term: t("fields.languages"), value: words(`language.${need.language}`) },
                  need.genderWish !== null && { term: t("join.gender"), value: words(`gender.${need.genderWish}`) },
                  {
                    term: t("matching.steps"),
                    value: need.stepKinds.map((kind) => words(`stepKind.${kind as StepKind}`)).join(", "),
                  },
                  data.estimatedHours !== null && {
                    term: t("matching.estimate"),
                    value: format.hours(data.estimatedHours * 60),
                  },
                ]}
              />
            </Card>
            <Card title={t("matching.conflicts")}>
              {data.compared ? (
                <p>
                  {t("matching.compared", {
                    when: format.dateTime(data.compared.checkedAt),
                    count: data.compared.compared,
                  })}{" "}
                  {!data.compared.enough && <Tag tone="warn">{words("conflictBand.not_enough")}</Tag>}
                </p>
              ) : (
                <p className="soft">{t("matching.notCompared")}</p>
              )}
              <ActionForm action={`${paths.aidRequest(data.requestId)}/conflict-checks`} small>
                {t("matching.compare")}
              </ActionForm>
            </Card>
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
        {offers.length > 0 && (
          <Card title={t("matching.offers")}>
            <Timeline
              moments={offers.map((offer) => ({
                key: offer.id,
                when: format.dateTime(offer.openedAt),
                what: offer.lawyer,
                about: [
                  words(`offerState.${offer.state}`),
                  offer.declineCode ? words(`declineCode.${offer.declineCode}`) : "",
                  offer.declineReason ?? "",
                  offer.state === "open" ? t("offers.until", { until: format.dateTime(offer.expiresAt) }) : "",
                ]
                  .filter(Boolean)
                  .join(" · "),
                tone: offer.state === "accepted" ? "calm" : offer.state === "expired" ? "danger" : "plain",
                next: offer.state === "open" || offer.state === "holding",
              }))}
            />
            {running.map((offer) => (
              <ActionForm key={offer.id} action={`${paths.desk}/offers/${offer.id}/withdrawal`} tone="plain" small>
                {t("offers.withdrawFrom", { name: offer.lawyer })}
              </ActionForm>
            ))}
          </Card>
        )}
        {!data.remote && matchable && data.eligibleCount === 0 && (
          <a href={`${here}?remote=yes`}>{t("matching.tryRemote")}</a>
        )}
      </MainAndAside>
      <Card title={t("matching.order", { count: data.eligibleCount })}>
        <DataTable
          caption={t("matching.order", { count: data.eligibleCount })}
          hideCaption
          rows={data.eligible}
          rowKey={({ lawyerId }) => lawyerId}
          rowTone={({ place }) => (place === 1 ? "calm" : undefined)}
          empty={
            <EmptyState title={t("matching.nobody")}>
              {data.widening.length === 0
                ? t("matching.nobodyNext")
                : data.widening
                    .map(({ filter, lawyers }) => t(`matching.widen.${widen(filter)}`, { count: lawyers }))
                    .join(" ")}
            </EmptyState>
          }
          columns={[
            { key: "place", header: t("matching.place"), numeric: true, cell: ({ place }) => place },
            {
              key: "name",
              header: t("lawyers.name"),
              rowHeader: true,
              cell: (row) => (
                <>
                  <a href={`${paths.desk}/lawyers/${row.lawyerId}`}>{row.name}</a>
                  <br />
                  <span className="small soft">
                    {words(`lawyerKind.${row.kind}`)} · {row.regions.map((iso) => labels.regions[iso]).join(", ")}
                  </span>
                </>
              ),
            },
            {
              key: "why",
              header: t("matching.why"),
              cell: (row) => (
                <TagRow>
                  <Tag tone={row.ratio === null || row.ratio > 1 ? "plain" : "calm"}>
                    {row.ratio === null
                      ? t("matching.noPledge")
                      : t("matching.share", { share: format.percent(row.ratio) })}
                  </Tag>
                  {row.counted > row.load && <Tag>{t("matching.newcomer")}</Tag>}
                  {row.onDuty && <Tag tone={emergency ? "calm" : "plain"}>{t("matching.duty")}</Tag>}
                  <Tag>
                    {row.lastOfferedAt
                      ? t("matching.lastOffer", { day: format.date(row.lastOfferedAt) })
                      : t("matching.neverOffered")}
                  </Tag>
                </TagRow>
              ),
            },
            {
              key: "share",
              header: t("matching.fairShare"),
              cell: (row) => (
                <Meter
                  label={t("matching.fairShare")}
                  value={row.counted}
                  max={data.most}
                  mark={row.fairShare}
                  text={t("matching.hoursOf", {
                    hours: format.number(row.counted, 1),
                    share: format.number(row.fairShare, 1),
                  })}
                />
              ),
            },
            {
              key: "offer",
              header: t("matching.offer"),
              hideHeader: true,
              cell: (row) =>
                mayOffer && (
                  <Button
                    form="offer"
                    name="lawyerId"
                    value={row.lawyerId}
                    tone="quiet"
                    small
                    label={t("matching.offerTo", { name: row.name })}
                  >
                    {t("matching.offerThis")}
                  </Button>
                ),
            },
          ]}
        />
        {data.eligibleCount > data.eligible.length && (
          <p className="small soft">{t("matching.more", { count: data.eligibleCount - data.eligible.length })}</p>
        )}
      </Card>
      <Card title={t("matching.others", { count: data.otherCount })}>
        <DataTable
          caption={t("matching.others", { count: data.otherCount })}
          hideCaption
          rows={data.others}
          rowKey={({ lawyerId }) => lawyerId}
          empty={<p className="soft">{t("matching.othersNone")}</p>}
          columns={[
            {
              key: "name",
              header: t("lawyers.name"),
              rowHeader: true,
              cell: (row) => <a href={`${paths.desk}/lawyers/${row.lawyerId}`}>{row.name}</a>,
            },
            {
              key: "why",
              header: t("matching.whyNot"),
              cell: (row) => (
                <TagRow>
                  {row.reasons.map((filter) => (
                    <Tag key={filter} tone={filter === "conflict" ? "danger" : "plain"}>
                      {t(`matching.filter.${filter}`)}
                    </Tag>
                  ))}
                  {row.finding?.reasons.map((reason) => (
                    <Tag key={reason} tone="warn">
                      {t(`matching.reason.${reason as ConflictReason | "said_by_lawyer"}`)}
                    </Tag>
                  ))}
                  {row.finding?.band === "possible" && row.finding.clearedAt === null && (
                    <ActionForm
                      action={`${paths.aidRequest(data.requestId)}/conflicts/${row.lawyerId}/clearance`}
                      small
                    >
                      {t("matching.clear")}
                    </ActionForm>
                  )}
                </TagRow>
              ),
            },
          ]}
        />
        <Paging page={data.page} pageSize={pageSize} total={data.otherCount} />
      </Card>
    </>
  );
}

const widenable = ["region", "area", "language", "gender", "certificate", "capacity", "leave", "kind"] as const;
function widen(filter: Filter): (typeof widenable)[number] {
  return widenable.find((known) => known === filter) ?? "capacity";
}
