import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { invalid, readForm, refused } from "#app/forms/read-form.server";
import { redirectTo } from "#app/forms/redirect.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { daysInWords, placeInWords, SeatsTag } from "#app/training/events/event-words";
import { nominationForm } from "#app/training/nominations/forms";
import { nominatePerson } from "#app/training/nominations/nominate-person.server";
import { NominatedPeople } from "#app/training/nominations/nominated-people";
import { eventForNomination, ownNominations } from "#app/training/nominations/queries.server";
import { Button } from "#app/ui/button";
import { Form } from "#app/ui/form";
import { PageHeader } from "#app/ui/page-header";
import { Card, Notice } from "#app/ui/surfaces";
import { TextField } from "#app/ui/text-fields";

export const handle = pageHandle<typeof loader>({ title: (_t, { event }) => event.title });

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "institution_contact");
  const locale = localeOf(args.request);
  const { event, refusal } = await eventForNomination(context, locale, args.params.slug ?? "");
  return { event, refusal, nominated: await ownNominations(context, locale, event.id) };
}

export async function action(args: ActionFunctionArgs) {
  const context = await requireRole(args, "institution_contact");
  const slug = args.params.slug ?? "";
  const form = await readForm(args.request, nominationForm);
  if (!form.ok) return invalid(form.state);
  const result = await nominatePerson(context, { slug, person: form.value });
  if (!result.ok) return refused(form.typed, result.reason, fields[result.reason]);
  return redirectTo(`${paths.nominations}/${encodeURIComponent(slug)}`, { notice: "nominated" });
}

const fields: Record<string, string> = { name_differs: "email", already_enrolled: "email" };

/** One training: whom the institution puts forward to it. */
export default function Nomination() {
  const { event, refusal, nominated } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.form;
  const t = useT("partner");
  const trainings = useT("trainings");
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={event.title}
        lead={[daysInWords(event, format), placeInWords(event, trainings("online"))].filter(Boolean).join(" · ")}
        crumbs={[{ label: t("nominations.title"), href: paths.nominations }]}
        tags={<SeatsTag left={event.seatsLeft} />}
      />
      {refusal ? (
        <Notice tone="warn">
          <p>{t("nominations.closed")}</p>
        </Notice>
      ) : (
        <Card title={t("nominations.new")}>
          <p className="soft">{t("nominations.newLead")}</p>
          <Form state={state} autoComplete="off">
            <TextField name="givenName" label={t("nominations.givenName")} maxLength={80} />
            <TextField name="familyName" label={t("nominations.familyName")} maxLength={80} />
            <TextField
              name="email"
              type="email"
              label={t("nominations.email")}
              hint={t("nominations.emailHint")}
              inputMode="email"
            />
            <TextField name="profession" label={t("nominations.profession")} maxLength={120} optional />
            <Button>{t("nominations.save")}</Button>
          </Form>
        </Card>
      )}
      {nominated.length > 0 && (
        <Card title={t("nominations.ownHere")}>
          <NominatedPeople rows={nominated} />
        </Card>
      )}
    </>
  );
}
