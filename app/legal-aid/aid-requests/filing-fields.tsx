import { useLocale, useT } from "#app/i18n/use-t";
import { CheckField, ChoiceField, SelectField } from "#app/ui/choice-fields";
import { DateField, HiddenField, NumberField, TextArea, TextField } from "#app/ui/text-fields";
import { ageBands, type ContactChannel, courtKinds, languages } from "#db/vocabulary";
import { ChannelField, ReachFields } from "./contact-fields";
import { courtDates } from "./rules";

export interface FilingChoices {
  regions: readonly { iso: string; sq: string; en: string }[];
  areas: readonly { code: string; sq: string; en: string; groupCode: string | null }[];
}

/** The whole request on one page, for those who file it for somebody. */
export function FilingFields({
  choices,
  requestId,
  channels,
}: {
  choices: FilingChoices;
  requestId: string;
  channels?: readonly ContactChannel[];
}) {
  const t = useT();
  const locale = useLocale();
  return (
    <>
      <HiddenField name="requestId" value={requestId} />
      <fieldset className="form-part">
        <legend>{t("desk.new.safety")}</legend>
        <CheckField name="danger" label={t("desk.new.danger")} hint={t("desk.new.dangerHint")} />
        <ChoiceField
          name="courtDate"
          label={t("help.question.dates.courtDate")}
          optional
          inline
          choices={courtDates.map((value) => ({ value, label: t(`help.courtDates.${value}`) }))}
        />
        <DateField name="nextDateOn" label={t("help.question.dates.nextDateOn")} optional />
        <CheckField name="protectionOrder" label={t("help.question.dates.protectionOrder")} />
      </fieldset>
      <fieldset className="form-part">
        <legend>{t("desk.new.contact")}</legend>
        <ChannelField label={t("help.contact.how")} channels={channels} />
        <p className="soft">{t("help.contact.onlyChosen")}</p>
        <ReachFields channel={null} />
      </fieldset>
      <fieldset className="form-part">
        <legend>{t("desk.new.matter")}</legend>
        <SelectField
          name="regionIso"
          label={t("help.question.region.label")}
          optional
          width="medium"
          choices={choices.regions.map((region) => ({ value: region.iso, label: region[locale] }))}
        />
        <AreaField areas={choices.areas} />
        <TextArea name="story" label={t("help.question.words.title")} rows={6} maxLength={8000} optional />
      </fieldset>
      <fieldset className="form-part">
        <legend>{t("desk.new.person")}</legend>
        <TextField name="name" label={t("help.question.you.name")} maxLength={120} optional />
        <NumberField name="birthYear" label={t("help.question.you.birthYear")} optional />
        <SelectField
          name="ageBand"
          label={t("help.question.you.ageBand")}
          width="medium"
          optional
          choices={ageBands.map((value) => ({ value, label: t(`words.ageBand.${value}`) }))}
        />
        <SelectField
          name="language"
          label={t("help.question.wishes.language")}
          width="medium"
          empty={false}
          choices={languages.map((value) => ({ value, label: t(`words.language.${value}`) }))}
        />
        <SelectField
          name="genderWish"
          label={t("help.question.wishes.genderWish")}
          width="medium"
          optional
          empty={t("help.question.wishes.noWish")}
          choices={[
            { value: "woman", label: t("help.question.wishes.woman") },
            { value: "man", label: t("help.question.wishes.man") },
          ]}
        />
        <TextArea name="whereabouts" label={t("help.question.place.label")} rows={2} maxLength={500} optional />
        <TextField name="phraseToPerson" label={t("help.question.phrases.toPerson")} maxLength={80} optional />
        <TextField name="phraseFromPerson" label={t("help.question.phrases.fromPerson")} maxLength={80} optional />
      </fieldset>
      <fieldset className="form-part">
        <legend>{t("desk.new.parties")}</legend>
        <TextField name="opponent" label={t("help.question.names.opponent")} maxLength={120} optional />
        <TextField name="opponentKin" label={t("help.question.names.opponentKin")} maxLength={120} optional />
      </fieldset>
      <fieldset className="form-part">
        <legend>{t("desk.new.consents")}</legend>
        <CheckField name="process" label={t("desk.new.process")} />
        <CheckField name="conflictCheck" label={t("desk.new.conflictCheck")} />
        <CheckField name="shareWithLawyer" label={t("desk.new.shareWithLawyer")} />
      </fieldset>
    </>
  );
}

/** Practice areas under the kind of court that decides in them. */
export function AreaField({ areas, hint }: { areas: FilingChoices["areas"]; hint?: string }) {
  const t = useT();
  const locale = useLocale();
  const known = courtKinds.filter((kind) => kind !== "none");
  const groups = known.map((kind) => ({
    label: t(`words.courtKind.${kind}`),
    choices: areas
      .filter(({ groupCode }) => groupCode === kind)
      .map((area) => ({ value: area.code, label: area[locale] })),
  }));
  const rest = areas.filter(({ groupCode }) => !known.some((kind) => kind === groupCode));
  return (
    <SelectField
      name="areaCode"
      label={t("desk.new.area")}
      hint={hint ?? t("desk.new.areaHint")}
      optional
      groups={groups}
      choices={rest.map((area) => ({ value: area.code, label: area[locale] }))}
    />
  );
}
