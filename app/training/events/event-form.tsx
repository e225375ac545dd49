import { useLocation } from "@remix-run/react";
import type { FormState } from "#app/forms/form-state";
import { useT } from "#app/i18n/use-t";
import { Button, ButtonRow } from "#app/ui/button";
import { CheckField, ChecksField, ChoiceField, SelectField } from "#app/ui/choice-fields";
import { Form } from "#app/ui/form";
import { DateField, HiddenField, NumberField, TextArea, TextField, TimeField } from "#app/ui/text-fields";
import { eventKinds, registrationKinds } from "#db/vocabulary";

interface EventFormProps {
  state: FormState | undefined;
  defaults: Record<string, string | string[]>;
  choices: {
    courses: readonly { id: string; title: string }[];
    regions: readonly { iso: string; name: string }[];
    projects: readonly { id: string; title: string }[];
    trainers: readonly { id: string; name: string }[];
    partners: readonly { id: string; name: string }[];
  };
  /** How many session rows are drawn. */
  rows: number;
  button: string;
}

/** An event and its sessions in one form; rows are added by a button that keeps what was typed. */
export function EventForm({ state, defaults, choices, rows, button }: EventFormProps) {
  const t = useT("manage");
  const words = useT("words");
  // Without this it would post to `?rows=` once more rows were asked for, and never be saved.
  const { pathname } = useLocation();
  return (
    <Form action={pathname} state={state} defaults={defaults} labels={sessionLabels(rows, t)}>
      <SelectField
        name="courseId"
        label={t("eventForm.course")}
        choices={choices.courses.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <fieldset className="field">
        <legend className="field-label">{t("eventForm.sessions")}</legend>
        <p className="field-hint">{t("eventForm.sessionsHint")}</p>
        <div className="flex flex-col gap-3">
          {[...Array(rows).keys()].map((place) => (
            <SessionRow key={place} place={place} known={Boolean(defaults[`sitting-${place}`])} />
          ))}
        </div>
        <ButtonRow>
          <Button tone="quiet" small formAction={`?rows=${rows + 4}`} formNoValidate>
            {t("eventForm.moreRows")}
          </Button>
        </ButtonRow>
      </fieldset>
      <SelectField
        name="regionIso"
        label={t("eventForm.region")}
        choices={choices.regions.map(({ iso, name }) => ({ value: iso, label: name }))}
        empty={t("eventForm.noRegion")}
        width="medium"
        optional
      />
      <TextField name="place" label={t("eventForm.place")} hint={t("eventForm.placeHint")} maxLength={120} optional />
      <TextField name="venue" label={t("eventForm.venue")} maxLength={200} optional />
      <TextField
        name="mapLink"
        type="url"
        label={t("eventForm.mapLink")}
        hint={t("eventForm.mapLinkHint")}
        maxLength={500}
        optional
      />
      <TextField
        name="onlineLink"
        type="url"
        label={t("eventForm.onlineLink")}
        hint={t("eventForm.onlineLinkHint")}
        maxLength={500}
        optional
      />
      <NumberField name="seats" label={t("eventForm.seats")} />
      <ChoiceField
        name="registration"
        label={t("eventForm.registration")}
        choices={registrationKinds.map((kind) => ({ value: kind, label: words(`registrationKind.${kind}`) }))}
        inline
      />
      {choices.trainers.length > 0 && (
        <ChecksField
          name="trainerIds"
          label={t("eventForm.trainers")}
          choices={choices.trainers.map(({ id, name }) => ({ value: id, label: name }))}
          inline
          optional
        />
      )}
      <SelectField
        name="kind"
        label={t("eventForm.kind")}
        choices={eventKinds.map((kind) => ({ value: kind, label: words(`eventKind.${kind}`) }))}
        empty={t("eventForm.kindSame")}
        width="medium"
        optional
      />
      <SelectField
        name="projectId"
        label={t("eventForm.project")}
        choices={choices.projects.map(({ id, title }) => ({ value: id, label: title }))}
        empty={t("eventForm.noProject")}
        optional
      />
      <TextField
        name="budgetLine"
        label={t("eventForm.budgetLine")}
        hint={t("eventForm.budgetLineHint")}
        maxLength={80}
        optional
      />
      {choices.partners.length > 0 && (
        <ChecksField
          name="partnerIds"
          label={t("eventForm.partners")}
          hint={t("eventForm.partnersHint")}
          choices={choices.partners.map(({ id, name }) => ({ value: id, label: name }))}
          inline
          optional
        />
      )}
      <TextArea name="note" label={t("eventForm.note")} rows={3} optional />
      <Button>{button}</Button>
    </Form>
  );
}

function SessionRow({ place, known }: { place: number; known: boolean }) {
  const t = useT("manage");
  return (
    <fieldset className="grid grid-cols-2 items-end gap-x-3 gap-y-1 sm:grid-cols-[minmax(10rem,13rem)_9rem_9rem_auto]">
      <legend className="small soft">{t("eventForm.session", { number: place + 1 })}</legend>
      <HiddenField name={`sitting-${place}`} />
      <div className="col-span-2 sm:col-span-1">
        <DateField name={`day-${place}`} label={t("eventForm.day")} />
      </div>
      <TimeField name={`start-${place}`} label={t("eventForm.start")} />
      <TimeField name={`end-${place}`} label={t("eventForm.end")} />
      {known && <CheckField name={`remove-${place}`} label={t("eventForm.remove")} />}
    </fieldset>
  );
}

function sessionLabels(rows: number, t: ReturnType<typeof useT<"manage">>): Record<string, string> {
  const names = { day: "eventForm.day", start: "eventForm.start", end: "eventForm.end" } as const;
  return Object.fromEntries(
    Array.from({ length: rows }, (_, place) => place).flatMap((place) =>
      Object.entries(names).map(([name, key]) => [
        `${name}-${place}`,
        `${t("eventForm.session", { number: place + 1 })}, ${t(key)}`,
      ]),
    ),
  );
}
