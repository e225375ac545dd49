import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { searchPeople } from "#app/accounts/people-queries.server";
import { invalid, parseId, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { admitPerson } from "#app/training/enrolments/admit-person.server";
import { newPersonForm } from "#app/training/enrolments/forms";
import { statesInEvent } from "#app/training/enrolments/queries.server";
import { EnrolmentStateTag } from "#app/training/events/event-words";
import { eventForManager } from "#app/training/events/queries.server";
import { ActionForm, Button } from "#app/ui/button";
import { CheckField } from "#app/ui/choice-fields";
import { SearchBar } from "#app/ui/find-and-page";
import { Form } from "#app/ui/form";
import { RowList } from "#app/ui/lists";
import { PageHeader } from "#app/ui/page-header";
import { Card, Notice } from "#app/ui/surfaces";
import { TextField } from "#app/ui/text-fields";

export const handle: PageHandle = { title: "manage.admission.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const search = (new URL(args.request.url).searchParams.get("q") ?? "").trim().slice(0, 100);
  const event = await eventForManager(context, localeOf(args.request), eventId);
  const found = search ? (await searchPeople(context, { search, page: 1, pageSize: 20 })).rows : [];
  const states = await statesInEvent(
    context,
    eventId,
    found.map(({ id }) => id),
  );
  return { event, search, found: found.map((person) => ({ ...person, state: states.get(person.id) ?? null })) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const form = await readForm(args.request, newPersonForm);
  if (!form.ok) return invalid(form.state);
  const { namesake, walkIn, ...newPerson } = form.value;
  const result = await admitPerson(context, { eventId, newPerson, namesake, walkIn });
  if (!result.ok) return refused(form.typed, result.reason, fields[result.reason]);
  return redirectTo(`${paths.event(eventId)}/roster`, { notice: "person_admitted" });
}

const fields: Record<string, string> = { name_known: "namesake", mail_known: "email" };

export default function Admissions() {
  const { event, search, found } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT("manage");
  const [given = "", ...family] = search.includes("@") ? [] : search.split(/\s+/);
  return (
    <>
      <PageHeader
        title={t("admission.title")}
        lead={t("admission.lead")}
        crumbs={[{ label: event.title, href: `${paths.event(event.id)}/roster` }]}
      />
      <SearchBar label={t("admission.search")} />
      {found.length > 0 && <Found eventId={event.id} people={found} />}
      {search && found.length === 0 && <Notice>{t("admission.none")}</Notice>}
      <Card title={t("admission.newTitle")}>
        <Form
          state={answer && "form" in answer ? answer.form : undefined}
          defaults={{ givenName: given, familyName: family.join(" "), email: search.includes("@") ? search : "" }}
        >
          <TextField name="givenName" label={t("admission.givenName")} maxLength={80} />
          <TextField name="familyName" label={t("admission.familyName")} maxLength={80} />
          <TextField
            name="email"
            type="email"
            label={t("admission.email")}
            hint={t("admission.emailHint")}
            inputMode="email"
            optional
          />
          <TextField name="phone" type="tel" label={t("admission.phone")} width="medium" optional />
          <TextField name="institution" label={t("admission.institution")} maxLength={160} optional />
          <TextField name="profession" label={t("admission.profession")} maxLength={120} optional />
          <CheckField name="walkIn" label={t("admission.walkIn")} />
          <CheckField name="namesake" label={t("admission.namesake")} />
          <Button>{t("admission.save")}</Button>
        </Form>
      </Card>
    </>
  );
}

type Found = ReturnType<typeof useLoaderData<typeof loader>>["found"];

function Found({ eventId, people }: { eventId: string; people: Found }) {
  const t = useT("manage");
  return (
    <Card title={t("admission.found")}>
      <RowList
        items={people.map((person) => ({
          key: person.id,
          title: `${person.givenName} ${person.familyName}`,
          about: [person.institution, person.email ?? person.phone].filter(Boolean).join(" · "),
          end:
            person.state === "admitted" ? (
              <EnrolmentStateTag state={person.state} />
            ) : (
              <ActionForm action={`${paths.event(eventId)}/admissions/${person.id}`} small>
                {t("admission.admit")}
              </ActionForm>
            ),
        }))}
      />
    </Card>
  );
}
