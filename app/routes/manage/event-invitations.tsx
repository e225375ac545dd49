import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { inviteesForm } from "#app/training/enrolments/forms";
import { invitePeople } from "#app/training/enrolments/invite-people.server";
import { RegistrationFrame } from "#app/training/enrolments/registration-frame";
import { invitationsOf } from "#app/training/enrolments/registration-queries.server";
import { EnrolmentStateTag } from "#app/training/events/event-words";
import { eventForManager } from "#app/training/events/queries.server";
import { ActionForm, Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { RowList } from "#app/ui/lists";
import { Card, EmptyState } from "#app/ui/surfaces";
import { TextArea } from "#app/ui/text-fields";

export const handle = pageHandle<typeof loader>({
  title: (t, { event }) => `${t("enrolments.manage.invitations.title")} · ${event.title}`,
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const [event, invitations] = await Promise.all([
    eventForManager(context, localeOf(args.request), eventId),
    invitationsOf(context, eventId),
  ]);
  return { event, invitations };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const form = await readForm(args.request, inviteesForm);
  if (!form.ok) return invalid(form.state);
  const result = await invitePeople(context, { eventId, invitees: form.value.people });
  if (!result.ok)
    return result.reason === "name_missing"
      ? refused(form.typed, `invitee_name|count=${result.emails.length}|first=${result.emails[0]}`, "people")
      : refused(form.typed, result.reason);
  return redirectTo(`${paths.event(eventId)}/invitations`, {
    notice: result.invited > 0 ? "people_invited" : "nobody_invited",
  });
}

export default function EventInvitations() {
  const { event, invitations } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("enrolments");
  return (
    <>
      <RegistrationFrame event={event} current="invitations" />
      {invitations.length === 0 ? (
        <EmptyState title={t("manage.invitations.empty")}>{t("manage.invitations.emptyText")}</EmptyState>
      ) : (
        <Invited rows={invitations} />
      )}
      <Card title={t("manage.invitations.add")}>
        <Form state={answer && "form" in answer ? answer.form : undefined}>
          <TextArea
            name="people"
            label={t("manage.invitations.people")}
            hint={t("manage.invitations.peopleHint")}
            rows={6}
            maxLength={30_000}
          />
          <Button>{t("manage.invitations.send")}</Button>
        </Form>
      </Card>
    </>
  );
}

type Rows = ReturnType<typeof useLoaderData<typeof loader>>["invitations"];

function Invited({ rows }: { rows: Rows }) {
  const t = useT("enrolments");
  const format = useFormat();
  return (
    <Card>
      <RowList
        items={rows.map(({ id, givenName, familyName, email, state, changedAt }) => {
          const name = `${givenName} ${familyName}`;
          return {
            key: id,
            title: name,
            about: [email, format.dateTime(changedAt)].filter(Boolean).join(" · "),
            end: (
              <>
                <EnrolmentStateTag state={state} />
                {state === "invited" && (
                  <>
                    <ActionForm
                      action={`/manage/enrolments/${id}/invitation`}
                      small
                      label={t("manage.invitations.againLabel", { name })}
                    >
                      {t("manage.invitations.again")}
                    </ActionForm>
                    <ActionForm
                      action={`/manage/enrolments/${id}/cancellation`}
                      tone="plain"
                      small
                      label={t("manage.invitations.withdrawLabel", { name })}
                    >
                      {t("manage.invitations.withdraw")}
                    </ActionForm>
                  </>
                )}
              </>
            ),
          };
        })}
      />
    </Card>
  );
}
