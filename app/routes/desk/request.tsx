import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { useT } from "#app/i18n/use-t";
import { looksAtRequest, requestForDesk } from "#app/legal-aid/aid-requests/queries.server";
import {
  CallTask,
  ContactCard,
  IdentityCard,
  LooksCard,
  TimelineCard,
  WorkflowCard,
} from "#app/legal-aid/aid-requests/request-cards";
import { StateTag, UrgencyTag } from "#app/legal-aid/aid-requests/request-tags";
import { isOpen, mayMove } from "#app/legal-aid/aid-requests/rules";
import { servicesOf } from "#app/legal-aid/services/queries.server";
import { ServicesCard } from "#app/legal-aid/services/services-card";
import { pageHandle } from "#app/page-handle";
import { ActionForm, ButtonRow, LinkButton } from "#app/ui/button";
import { PageHeader } from "#app/ui/page-header";
import { Card, MainAndAside, TagRow } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({
  title: (t, data) => t("desk.request.title", { code: data.request.code }),
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  const id = parseId(args.params.id);
  const opened = await requestForDesk(context, id);
  const [services, looks] = await Promise.all([servicesOf(context, id), looksAtRequest(context, id)]);
  return { ...opened, services, looks };
}

/** One request: what it is, how she may be reached, what has happened, who has looked. */
export default function AidRequest() {
  const t = useT("desk");
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
        <ServicesCard services={page.services} href={state === "received" ? null : `${base}/services`} />
        <LooksCard looks={page.looks} />
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
            <LinkButton href={`${base}/consents`} tone="quiet">
              {t("consents.change")}
            </LinkButton>
          )}
          {isOpen(state) && (
            <LinkButton href={`${base}/withdrawal`} tone="quiet">
              {t("request.withdraw")}
            </LinkButton>
          )}
        </ButtonRow>
      </MainAndAside>
    </>
  );
}
