import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { formData, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { createEvent } from "#app/training/events/create-event.server";
import { EventForm } from "#app/training/events/event-form";
import { readEventForm } from "#app/training/events/event-form-state.server";
import { choicesForEvent } from "#app/training/events/queries.server";
import { LinkButton } from "#app/ui/button";
import { PageHeader } from "#app/ui/page-header";
import { EmptyState } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "manage.eventForm.newTitle" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  return { choices: await choicesForEvent(context, localeOf(args.request)) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const read = readEventForm(args.request, await formData(args.request));
  if (read.kind !== "event")
    return data({ form: read.state, rows: read.rows }, { status: read.kind === "invalid" ? 400 : 200 });
  const result = await createEvent(context, { ...read.fields, sittings: read.sittings });
  if (!result.ok)
    return refused(read.typed, result.reason, result.reason === "unknown_partner" ? "partnerIds" : "trainerIds");
  return redirectTo(paths.event(result.eventId), { notice: "event_created" });
}

const times = [
  ["09:00", "12:00"],
  ["13:00", "16:00"],
] as const;
const defaults: Record<string, string> = { seats: "25", registration: "open" };
for (const place of [0, 1, 2, 3]) {
  defaults[`start-${place}`] = times[place % 2]?.[0] ?? "";
  defaults[`end-${place}`] = times[place % 2]?.[1] ?? "";
}

export default function EventNew() {
  const { choices } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("manage");
  const rows = answer && "rows" in answer ? answer.rows : 4;
  return (
    <>
      <PageHeader
        title={t("eventForm.newTitle")}
        crumbs={[{ label: t("events.title"), href: `${paths.manage}/events` }]}
      />
      {choices.courses.length === 0 ? (
        <EmptyState
          title={t("eventForm.noCourses")}
          action={<LinkButton href={`${paths.manage}/courses/new`}>{t("courses.new")}</LinkButton>}
        >
          {t("eventForm.noCoursesText")}
        </EmptyState>
      ) : (
        <EventForm
          state={answer && "form" in answer ? answer.form : undefined}
          defaults={defaults}
          choices={choices}
          rows={rows}
          button={t("eventForm.create")}
        />
      )}
    </>
  );
}
