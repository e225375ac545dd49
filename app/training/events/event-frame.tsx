import type { ReactNode } from "react";
import { useFormat, useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import { PageHeader, SubNav } from "#app/ui/page-header";
import type { EventState } from "#db/vocabulary";
import { type Dated, daysInWords, EventStateTag } from "./event-words";

interface EventFrameProps {
  event: Dated & { id: string; title: string; state: EventState; place: string | null };
  current: "overview" | "registration" | "roster" | "presence" | "imports" | "messages" | "certificates" | "timeline";
  action?: ReactNode;
}

/** The head that all pages of one event share: what it is, and its parts. */
export function EventFrame({ event, current, action }: EventFrameProps) {
  const t = useT("manage");
  const format = useFormat();
  const own = paths.event(event.id);
  const items = [
    { key: "overview", label: t("event.overview"), href: own },
    { key: "registration", label: t("event.registration"), href: `${own}/registration` },
    { key: "roster", label: t("event.roster"), href: `${own}/roster` },
    { key: "presence", label: t("event.presence"), href: `${own}/presence` },
    { key: "imports", label: t("event.imports"), href: `${own}/import` },
    { key: "messages", label: t("event.messages"), href: `${own}/messages` },
    { key: "certificates", label: t("event.certificates"), href: `${own}/certificates` },
    { key: "timeline", label: t("event.timeline"), href: `${own}/timeline` },
  ].map(({ key, ...item }) => ({ ...item, current: key === current }));
  return (
    <>
      <PageHeader
        title={event.title}
        lead={[daysInWords(event, format), event.place].filter(Boolean).join(" · ")}
        crumbs={[{ label: t("events.title"), href: `${paths.manage}/events` }]}
        tags={<EventStateTag state={event.state} />}
        action={action}
      />
      <SubNav items={items} />
    </>
  );
}
