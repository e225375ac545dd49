import type { ReactNode } from "react";
import { useT } from "#app/i18n/use-t";
import { paths } from "#app/paths";
import { EventFrame } from "#app/training/events/event-frame";
import type { Dated } from "#app/training/events/event-words";
import { SubNav } from "#app/ui/page-header";
import type { EnrolmentState, EventState } from "#db/vocabulary";

const parts = ["registration", "applications", "invitations", "questions", "quotas"] as const;

interface RegistrationFrameProps {
  event: Dated & {
    id: string;
    title: string;
    state: EventState;
    place: string | null;
    counts: Partial<Record<EnrolmentState, number>>;
  };
  current: (typeof parts)[number];
  action?: ReactNode;
}

/** The head of the pages about who comes to an event: who waits, who asks, who is invited, what is asked, for whom. */
export function RegistrationFrame({ event, current, action }: RegistrationFrameProps) {
  const t = useT("enrolments");
  const counts = {
    registration: event.counts.waiting,
    applications: event.counts.applied,
    invitations: event.counts.invited,
  };
  return (
    <>
      <EventFrame event={event} current="registration" action={action} />
      <SubNav
        label={t("manage.nav")}
        items={parts.map((part) => ({
          label: t(`manage.${part}.title`),
          href: `${paths.event(event.id)}/${part}`,
          current: part === current,
          ...(part in counts && { count: counts[part as keyof typeof counts] ?? 0 }),
        }))}
      />
    </>
  );
}
