import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { looksAtRequest } from "#app/audit/queries.server";
import { parseId } from "#app/forms/read-form.server";
import { useT } from "#app/i18n/use-t";
import {
  CallTask,
  ContactCard,
  IdentityCard,
  LooksCard,
  TimelineCard,
  WorkflowCard,
} from "#app/legal-aid/aid-requests/request-cards";
import { requestForDesk } from "#app/legal-aid/aid-requests/request-queries.server";
import { StateTag, UrgencyTag } from "#app/legal-aid/aid-requests/request-tags";
import { isOpen, mayMove } from "#app/legal-aid/aid-requests/rules";
import { BreakGlassNotice } from "#app/legal-aid/break-glass/break-glass-notice";
import { approvedBreakGlass } from "#app/legal-aid/break-glass/queries.server";
import { documentCount } from "#app/legal-aid/documents/queries.server";
import { servicesOf } from "#app/legal-aid/services/queries.server";
import { ServicesCard } from "#app/legal-aid/services/services-card";
import { pageHandle } from "#app/page-handle";
import { ActionForm, ButtonRow, LinkButton } from "#app/ui/button";
import { PageHeader } from "#app/ui/page-header";
import { Card, MainAndAside, TagRow } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({
  title: (t, data) => t("desk.request.title", { code: data.request.code }),
});

const latestLooks = 5;

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const id = parseId(args.params.id);
  const opened = await requestForDesk(context, id);
  const [services, looks, broken, documents] = await Promise.all([
    servicesOf(context, id),
    looksAtRequest(context, id, 1, latestLooks),
    approvedBreakGlass(context, id),
    documentCount(context, id),
  ]);
  return { ...opened, services, looks, broken, documents };
}

/** One request: what it is, how she may be reached, what has happened, who has looked. */
export default function AidRequest() {
  const t = useT("desk");
  const privacy = useT("privacy");
  const page = useLoaderData<typeof loader>();
  const { request, sight, messages } = page;
  const base = `/desk/requests/${request.id}`;
  const { state } = request;
  return (
    <>
      <PageHeader
        title={t("request.title", { code: request.code })}
        crumbs={[{ label: t("requests.title"), href: "/desk/requests" }]}
        tags={
          <TagRow>
            <UrgencyTag urgency={request.urgency} />
            <StateTag state={state} />
          </TagRow>
        }
        action={
          state === "received" ? (
            <ActionForm action={`${base}/triage-opening`} tone="primary">
              {t("request.toTriage")}
            </ActionForm>
          ) : state === "in_triage" ? (
            <LinkButton href={`${base}/triage`}>{t("request.triage")}</LinkButton>
          ) : state === "matching" || state === "offered" ? (
            <LinkButton href={`${base}/matching`}>{t("request.matching")}</LinkButton>
          ) : undefined
        }
      />
      {sight !== "closed" &&
        page.waitingCalls > 0 &&
        (request.contactChannel === "phone" || request.contactChannel === "trusted_person") && (
          <CallTask base={base} count={page.waitingCalls} />
        )}
      <BreakGlassNotice opened={page.broken} />
      <MainAndAside
        aside={
          <>
            <IdentityCard sight={sight} identity={page.identity} storyHref={`${base}/story`} />
            <ContactCard opened={page.contact} />
            {sight !== "closed" && (
              <Card title={t("request.messages")}>
                <p>{t("request.messagesCount", messages)}</p>
                <LinkButton href={`${base}/messages`} tone="quiet" small>
                  {t("request.openMessages")}
                </LinkButton>
              </Card>
            )}
            {sight !== "closed" && (
              <Card title={t("request.documents")}>
                <p>{t("request.documentsCount", { count: page.documents })}</p>
                <LinkButton href={`${base}/documents`} tone="quiet" small>
                  {t("request.openDocuments")}
                </LinkButton>
              </Card>
            )}
            {sight === "at_once" && (
              <Card title={t("request.story")}>
                <p className="soft">{t("request.storyText")}</p>
                <LinkButton href={`${base}/story`} tone="quiet" small>
                  {t("request.openStory")}
                </LinkButton>
              </Card>
            )}
          </>
        }
      >
        <WorkflowCard request={request} consents={page.consents} />
        <TimelineCard moves={page.moves} decisions={page.decisions} />
        <ServicesCard
          services={page.services}
          href={state === "received" ? null : `${base}/services`}
          requestHref={base}
          named={sight === "at_once"}
        />
        <LooksCard looks={page.looks.rows} total={page.looks.total} href={`${base}/looks`} />
        <ButtonRow>
          {mayMove(state, "closed") && state !== "assigned" && (
            <LinkButton href={`${base}/closing`} tone="quiet">
              {t("request.close")}
            </LinkButton>
          )}
          {!isOpen(state) && mayMove(state, "in_triage") && (
            <LinkButton href={`${base}/reopening`} tone="quiet">
              {t("request.reopen")}
            </LinkButton>
          )}
          {isOpen(state) && (
            <>
              <LinkButton href={`${base}/consents`} tone="quiet">
                {t("consents.change")}
              </LinkButton>
              <LinkButton href={`${base}/state-form.pdf`} tone="quiet">
                {t("request.stateForm")}
              </LinkButton>
            </>
          )}
          {isOpen(state) ? (
            <LinkButton href={`${base}/withdrawal`} tone="quiet">
              {t("request.withdraw")}
            </LinkButton>
          ) : (
            <LinkButton href={`${base}/erasure`} tone="quiet">
              {privacy("officer.askFor")}
            </LinkButton>
          )}
        </ButtonRow>
      </MainAndAside>
    </>
  );
}
