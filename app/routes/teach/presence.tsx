import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { useLocale, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { CorrectionForm } from "#app/training/presence/correction-form";
import { courseTitle } from "#app/training/presence/event-words";
import { presenceCorrectionForm } from "#app/training/presence/forms";
import { History } from "#app/training/presence/history";
import { presenceOfPerson } from "#app/training/presence/history-queries.server";
import { PresenceSummary, SittingPresence } from "#app/training/presence/presence-summary";
import { recordPresence } from "#app/training/presence/record-presence.server";
import { PageHeader } from "#app/ui/page-header";

export const handle = pageHandle<typeof loader>({
  title: (t, { person }) => t("teach.presence.title", { name: `${person.givenName} ${person.familyName}` }),
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  return {
    ...(await presenceOfPerson(context, parseId(args.params.id))),
    manager: context.actor.as === "training_manager",
  };
}

/** What somebody who looked again says; it stands over what is known, and nothing is taken away. */
export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager", "trainer");
  const enrolmentId = parseId(args.params.id);
  const form = await readForm(args.request, presenceCorrectionForm);
  if (!form.ok) return invalid(form.state);
  const result = await recordPresence(context, { marks: [{ ...form.value, enrolmentId }], channel: "list" });
  if (!result.ok) return refused(form.typed, "event_cancelled");
  if (result.noLongerAdmitted > 0) return refused(form.typed, "no_seat");
  const notice = result.recorded > 0 ? "presence_corrected" : "presence_unchanged";
  return redirectTo(paths.presence(enrolmentId), { notice });
}

export default function PresenceOfPerson() {
  const { person, sittings, manager } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer && "form" in answer ? answer.form : undefined;
  const t = useT("teach");
  const locale = useLocale();
  const name = `${person.givenName} ${person.familyName}`;
  const answered = sittings.find(({ id }) => id === state?.values.sittingId) ?? sittings[0];
  return (
    <>
      <PageHeader
        title={t("presence.title", { name })}
        lead={[person.institution, t("presence.lead")].filter(Boolean).join(" · ")}
        crumbs={[
          manager
            ? { label: courseTitle(person, locale), href: `${paths.event(person.eventId)}/roster` }
            : { label: t("home.title"), href: paths.teach },
        ]}
      />
      <PresenceSummary sittings={sittings} lateMinutes={person.lateMinutes} />
      {sittings.map((sitting) => (
        <SittingPresence key={sitting.id} sitting={sitting} lateMinutes={person.lateMinutes}>
          <History observations={sitting.observations} />
          <CorrectionForm sittingId={sitting.id} state={sitting === answered ? state : undefined} />
        </SittingPresence>
      ))}
    </>
  );
}
