import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { formData, parseId, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { EventForm } from "#app/training/events/event-form";
import { readEventForm } from "#app/training/events/event-form-state.server";
import { choicesForEvent, eventForManager } from "#app/training/events/queries.server";
import { updateEvent } from "#app/training/events/update-event.server";
import { clockInTirana } from "#app/training/sittings/rules";
import { PageHeader } from "#app/ui/page-header";

export const handle: PageHandle = { title: "manage.eventForm.editTitle" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const locale = localeOf(args.request);
  const [event, choices] = await Promise.all([
    eventForManager(context, locale, parseId(args.params.id)),
    choicesForEvent(context, locale),
  ]);
  return { event, choices };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const read = readEventForm(args.request, await formData(args.request));
  if (read.kind !== "event")
    return data({ form: read.state, rows: read.rows }, { status: read.kind === "invalid" ? 400 : 200 });
  const result = await updateEvent(context, { ...read.fields, eventId, sittings: read.sittings });
  if (!result.ok) return refused(read.typed, result.reason, fields[result.reason] ?? "form");
  return redirectTo(paths.event(eventId), { notice: "event_saved" });
}

const fields: Record<string, string> = {
  unknown_trainer: "trainerIds",
  unknown_partner: "partnerIds",
  seats_taken: "seats",
  sitting_has_marks: "day-0",
};

export default function EventEdit() {
  const { event, choices } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("manage");
  const defaults: Record<string, string | string[]> = {
    courseId: event.courseId,
    kind: event.kind,
    seats: String(event.seats),
    registration: event.registration,
    regionIso: event.regionIso ?? "",
    place: event.place ?? "",
    venue: event.venue ?? "",
    mapLink: event.mapLink ?? "",
    onlineLink: event.onlineLink ?? "",
    projectId: event.projectId ?? "",
    budgetLine: event.budgetLine ?? "",
    partnerIds: event.partners.map(({ id }) => id),
    note: event.note ?? "",
    trainerIds: event.trainers.map(({ id }) => id),
  };
  for (const [place, sitting] of event.sittings.entries()) {
    const begins = clockInTirana(sitting.startsAt);
    defaults[`sitting-${place}`] = sitting.id;
    defaults[`day-${place}`] = begins.day;
    defaults[`start-${place}`] = begins.time;
    defaults[`end-${place}`] = clockInTirana(sitting.endsAt).time;
  }
  const rows = answer && "rows" in answer ? answer.rows : Math.max(4, event.sittings.length + 1);
  return (
    <>
      <PageHeader
        title={t("eventForm.editTitle")}
        lead={event.title}
        crumbs={[{ label: event.title, href: paths.event(event.id) }]}
      />
      <EventForm
        state={answer && "form" in answer ? answer.form : undefined}
        defaults={defaults}
        choices={choices}
        rows={rows}
        button={t("eventForm.save")}
      />
    </>
  );
}
