import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import type { Context, Referrer } from "#app/context.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { filingsOfReferrer } from "#app/legal-aid/aid-requests/filing-queries.server";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { LinkButton } from "#app/ui/button";
import { RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "partner.home.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "referrer", "institution_contact");
  if (context.actor.as !== "referrer") throw redirect(paths.nominations);
  return { filings: await filingsOfReferrer(context as Context<Referrer>) };
}

/** Own filings: received or answered, and nothing more. */
export default function PartnerHome() {
  const t = useT("partner");
  const format = useFormat();
  const { filings } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={t("home.title")}
        lead={t("home.lead")}
        action={<LinkButton href="/partner/requests/new">{t("home.new")}</LinkButton>}
      />
      {filings.length > 0 ? (
        <RowList
          items={filings.map(({ id, receivedAt, answered }) => ({
            key: id,
            title: t("home.sentOn", { day: format.longDate(receivedAt) }),
            end: <Tag tone={answered ? "calm" : "plain"}>{t(answered ? "home.answered" : "home.received")}</Tag>,
          }))}
        />
      ) : (
        <EmptyState title={t("home.empty")}>
          <p>{t("home.emptyText")}</p>
        </EmptyState>
      )}
    </>
  );
}
