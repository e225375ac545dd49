import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { useFormat, useLocale, useT } from "#app/i18n/use-t";
import { deskQueue, type RequestRow } from "#app/legal-aid/aid-requests/queries.server";
import { UrgencyTag } from "#app/legal-aid/aid-requests/request-tags";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { ButtonRow, LinkButton } from "#app/ui/button";
import { type RowItem, RowList, Stats } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, Columns, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "desk.home.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "coordinator");
  return { ...(await deskQueue(context)), now: context.now };
}

/** What needs the desk now. */
export default function DeskHome() {
  const t = useT();
  const format = useFormat();
  const { waiting, pressing, messages, calls, ending, silent, counts, now } = useLoaderData<typeof loader>();
  const rowOf = useRequestRow(now);
  return (
    <>
      <PageHeader
        title={t("desk.home.title")}
        lead={t("desk.home.lead")}
        action={<LinkButton href="/desk/requests/new">{t("desk.home.new")}</LinkButton>}
      />
      <Stats
        items={[
          { label: t("desk.home.open"), value: format.number(counts.open), href: "/desk/requests" },
          {
            label: t("desk.home.urgent"),
            value: format.number(counts.urgent),
            href: "/desk/requests?urgency=urgent",
            tone: counts.urgent > 0 ? "warn" : "plain",
          },
          {
            label: t("desk.home.assigned"),
            value: format.number(counts.assigned),
            href: "/desk/requests?state=assigned",
            tone: "calm",
          },
        ]}
      />
      <Columns>
        <Queue
          title={t("desk.home.waiting")}
          items={waiting.map((row) => rowOf(row))}
          none={t("desk.home.waitingNone")}
        />
        <Queue
          title={t("desk.home.pressing")}
          items={pressing.map((row) =>
            rowOf(row, row.nextDateOn ? t("desk.home.next", { day: format.date(row.nextDateOn) }) : undefined),
          )}
          none={t("desk.home.pressingNone")}
        />
        <Queue
          title={t("desk.home.messages")}
          items={messages.map((row) => ({
            key: row.requestId,
            title: row.code,
            href: `${paths.aidRequest(row.requestId)}/messages`,
            about: t("desk.home.unread", { count: row.unread, since: format.relative(row.since, now) }),
            end: <UrgencyTag urgency={row.urgency} />,
          }))}
          none={t("desk.home.messagesNone")}
        />
        <Queue
          title={t("desk.home.calls")}
          items={calls.map((row) => ({
            key: row.requestId,
            title: row.code,
            href: paths.aidRequest(row.requestId),
            about: t("desk.home.callAbout", {
              channel: t(`words.contactChannel.${row.contactChannel}`),
              since: format.relative(row.since, now),
            }),
            end: <UrgencyTag urgency={row.urgency} />,
          }))}
          none={t("desk.home.callsNone")}
        />
        <Queue
          title={t("desk.home.ending")}
          items={ending.map((row) => ({
            key: row.offerId,
            title: row.code,
            href: paths.aidRequest(row.requestId),
            about: t("desk.home.endingAbout", {
              state: t(`words.offerState.${row.state}`),
              until: format.time(row.holdUntil ?? row.expiresAt),
            }),
          }))}
          none={t("desk.home.endingNone")}
        />
        <Queue
          title={t("desk.home.silent")}
          items={silent.map((row) =>
            rowOf(row, t("desk.home.silentAbout", { since: format.relative(row.lastHeardAt ?? row.receivedAt, now) })),
          )}
          none={t("desk.home.silentNone")}
        />
      </Columns>
      <ButtonRow>
        <LinkButton href="/desk/requests" tone="quiet">
          {t("desk.home.all")}
        </LinkButton>
        <LinkButton href="/desk/documents" tone="quiet">
          {t("documents.quarantine.title")}
        </LinkButton>
      </ButtonRow>
    </>
  );
}

const SHOWN = 6;

/** The first few of a queue; the rest behind a click. */
function Queue({ title, items, none }: { title: string; items: RowItem[]; none: string }) {
  const t = useT("desk");
  const rest = items.slice(SHOWN);
  return (
    <Card title={title} action={items.length > 0 ? <Tag tone="accent">{items.length}</Tag> : undefined}>
      {items.length > 0 ? <RowList items={items.slice(0, SHOWN)} /> : <p className="soft">{none}</p>}
      {rest.length > 0 && (
        <details>
          <summary>{t("home.more", { count: rest.length })}</summary>
          <RowList items={rest} />
        </details>
      )}
    </Card>
  );
}

function useRequestRow(now: Date) {
  const t = useT("desk");
  const format = useFormat();
  const locale = useLocale();
  return (row: RequestRow, about?: string): RowItem => {
    const area = locale === "sq" ? row.areaSq : row.areaEn;
    const region = locale === "sq" ? row.regionSq : row.regionEn;
    return {
      key: row.id,
      title: row.code,
      href: paths.aidRequest(row.id),
      about: [
        area ?? t("requests.noArea"),
        region ?? t("requests.noRegion"),
        about ?? t("home.received", { when: format.relative(row.receivedAt, now) }),
      ].join(" · "),
      end: <UrgencyTag urgency={row.urgency} />,
    };
  };
}
