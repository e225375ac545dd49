import { useLocale, useT } from "#app/i18n/use-t";
import { CheckField, ChoiceField, SelectField } from "#app/ui/choice-fields";
import { DateField, HiddenField, NumberField, TextArea, TextField } from "#app/ui/text-fields";
import { ageBands, type ContactChannel, courtKinds, languages } from "#db/vocabulary";
import { ChannelField, ReachFields, useReachLabels } from "./contact-fields";
import { courtDates } from "./rules";

export interface FilingChoices {
  regions: readonly { iso: string; sq: string; en: string }[];
  areas: readonly { code: string; sq: string; en: string; groupCode: string | null }[];
}

/** What the fields of a filing are called, for them and for the summary of a refused form. */
export function useFilingLabels() {
  const t = useT();
  return {
    ...useReachLabels(),
    channel: t("help.contact.how"),
    areaCode: t("desk.new.area"),
    danger: t("desk.new.danger"),
    courtDate: t("help.question.dates.courtDate"),
    nextDateOn: t("help.question.dates.nextDateOn"),
    protectionOrder: t("help.question.dates.protectionOrder"),
    regionIso: t("help.question.region.label"),
    story: t("help.question.words.title"),
    name: t("help.question.you.name"),
    birthYear: t("help.question.you.birthYear"),
    ageBand: t("help.question.you.ageBand"),
    language: t("help.question.wishes.language"),
    genderWish: t("help.question.wishes.genderWish"),
    whereabouts: t("help.question.place.label"),
    phraseToPerson: t("help.question.phrases.toPerson"),
    phraseFromPerson: t("help.question.phrases.fromPerson"),
    opponent: t("help.question.names.opponent"),
    opponentKin: t("help.question.names.opponentKin"),
    process: t("desk.new.process"),
    conflictCheck: t("desk.new.conflictCheck"),
    shareWithLawyer: t("desk.new.shareWithLawyer"),
  };
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
  const label = useFilingLabels();
  return (
    <>
      <HiddenField name="requestId" value={requestId} />
      <fieldset className="form-part">
        <legend>{t("desk.new.safety")}</legend>
        <CheckField name="danger" label={label.danger} hint={t("desk.new.dangerHint")} />
        <ChoiceField
          name="courtDate"
          label={label.courtDate}
          optional
          inline
          choices={courtDates.map((value) => ({ value, label: t(`help.courtDates.${value}`) }))}
        />
        <DateField name="nextDateOn" label={label.nextDateOn} optional />
        <CheckField name="protectionOrder" label={label.protectionOrder} />
      </fieldset>
      <fieldset className="form-part">
        <legend>{t("desk.new.contact")}</legend>
        <ChannelField label={label.channel} channels={channels} />
        <p className="soft">{t("help.contact.onlyChosen")}</p>
        <ReachFields channel={null} />
      </fieldset>
      <fieldset className="form-part">
        <legend>{t("desk.new.matter")}</legend>
        <SelectField
          name="regionIso"
          label={label.regionIso}
          optional
          width="medium"
          choices={choices.regions.map((region) => ({ value: region.iso, label: region[locale] }))}
        />
        <AreaField areas={choices.areas} />
        <TextArea name="story" label={label.story} rows={6} maxLength={8000} optional />
      </fieldset>
      <fieldset className="form-part">
        <legend>{t("desk.new.person")}</legend>
        <TextField name="name" label={label.name} maxLength={120} optional />
        <NumberField name="birthYear" label={label.birthYear} optional />
        <SelectField
          name="ageBand"
          label={label.ageBand}
          width="medium"
          optional
          choices={ageBands.map((value) => ({ value, label: t(`words.ageBand.${value}`) }))}
        />
        <SelectField
          name="language"
          label={label.language}
          width="medium"
          empty={false}
          choices={languages.map((value) => ({ value, label: t(`words.language.${value}`) }))}
        />
        <SelectField
          name="genderWish"
          label={label.genderWish}
          width="medium"
          optional
          empty={t("help.question.wishes.noWish")}
          choices={[
            { value: "woman", label: t("help.question.wishes.woman") },
            { value: "man", label: t("help.question.wishes.man") },
          ]}
        />
        <TextArea name="whereabouts" label={label.whereabouts} rows={2} maxLength={500} optional />
        <TextField name="phraseToPerson" label={label.phraseToPerson} maxLength={80} optional />
        <TextField name="phraseFromPerson" label={label.phraseFromPerson} maxLength={80} optional />
      </fieldset>
      <fieldset className="form-part">
        <legend>{t("desk.new.parties")}</legend>
        <TextField name="opponent" label={label.opponent} maxLength={120} optional />
        <TextField name="opponentKin" label={label.opponentKin} maxLength={120} optional />
      </fieldset>
      <fieldset className="form-part">
        <legend>{t("desk.new.consents")}</legend>
        <CheckField name="process" label={label.process} />
        <CheckField name="conflictCheck" label={label.conflictCheck} />
        <CheckField name="shareWithLawyer" label={label.shareWithLawyer} />
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
