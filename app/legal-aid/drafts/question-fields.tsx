import type { ReactNode } from "react";
import { useT } from "#app/i18n/use-t";
import { ChannelField, ReachFields } from "#app/legal-aid/aid-requests/contact-fields";
import { courtDates } from "#app/legal-aid/aid-requests/rules";
import { CheckField, ChoiceField, SelectField } from "#app/ui/choice-fields";
import { useField } from "#app/ui/form";
import { DateField, NumberField, TextArea, TextField } from "#app/ui/text-fields";
import { ageBands, type ContactChannel, languages } from "#db/vocabulary";
import { matterGroups, type Question } from "./rules";

interface QuestionFieldsProps {
  question: Question;
  channel: ContactChannel | null;
  regions: readonly { value: string; label: string }[];
}

/** The fields of one question. */
export function QuestionFields({ question, channel, regions }: QuestionFieldsProps): ReactNode {
  const t = useT("help");
  if (question === "now")
    return (
      <ChoiceField
        name="safeNow"
        label={t("question.now.title")}
        hideLabel
        choices={[
          { value: "yes", label: t("question.now.yes") },
          { value: "unsure", label: t("question.now.unsure"), hint: t("question.now.unsureHint") },
          { value: "no", label: t("question.now.no") },
        ]}
      />
    );
  if (question === "today")
    return (
      <ChoiceField
        name="danger"
        label={t("question.today.title")}
        hideLabel
        choices={[
          { value: "yes", label: t("question.today.yes") },
          { value: "no", label: t("question.today.no") },
          { value: "unsure", label: t("question.today.unsure") },
        ]}
      />
    );
  if (question === "contact") return <ChannelField label={t("question.contact.title")} hideLabel />;
  if (question === "reach") return <ReachFields channel={channel} />;
  if (question === "region")
    return <SelectField name="regionIso" label={t("question.region.label")} choices={regions} optional />;
  if (question === "matter") return <MatterField />;
  if (question === "dates") return <DatesFields />;
  if (question === "words")
    return (
      <TextArea
        name="story"
        label={t("question.words.label")}
        hint={t("question.words.hint")}
        rows={9}
        maxLength={8000}
        optional
      />
    );
  if (question === "names")
    return (["opponent", "opponentOther", "opponentKin", "clientKin"] as const).map((name) => (
      <TextField key={name} name={name} label={t(`question.names.${name}`)} maxLength={120} optional />
    ));
  if (question === "you") return <PersonFields />;
  if (question === "wishes") return <WishFields />;
  if (question === "place")
    return (
      <TextArea
        name="whereabouts"
        label={t("question.place.label")}
        hint={t("question.place.hint")}
        rows={3}
        maxLength={500}
        optional
      />
    );
  if (question === "phrases")
    return (["phraseToPerson", "phraseFromPerson"] as const).map((name) => (
      <TextField
        key={name}
        name={name}
        label={t(name === "phraseToPerson" ? "question.phrases.toPerson" : "question.phrases.fromPerson")}
        hint={t("question.phrases.hint")}
        maxLength={80}
        optional
      />
    ));
  return <AgreeFields />;
}

/** Groups of plain words, so that sixteen choices stay readable. */
function MatterField() {
  const t = useT("help");
  const field = useField("matter");
  return matterGroups.map((group) => (
    <fieldset key={group.key} className="field">
      <legend className="field-label">{t(`matterGroups.${group.key}`)}</legend>
      <div className="choices">
        {group.matters.map((matter) => (
          <label key={matter} className="choice" htmlFor={`${field.id}-${matter}`}>
            <input
              type="radio"
              id={`${field.id}-${matter}`}
              name="matter"
              value={matter}
              defaultChecked={field.value === matter}
            />
            <span className="choice-label">{t(`matters.${matter}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  ));
}

export function DatesFields() {
  const t = useT("help");
  return (
    <>
      <ChoiceField
        name="courtDate"
        label={t("question.dates.courtDate")}
        optional
        choices={courtDates.map((value) => ({ value, label: t(`courtDates.${value}`) }))}
      />
      <DateField name="nextDateOn" label={t("question.dates.nextDateOn")} optional />
      <CheckField
        name="protectionOrder"
        label={t("question.dates.protectionOrder")}
        hint={t("question.dates.protectionOrderHint")}
      />
    </>
  );
}

function PersonFields() {
  const t = useT();
  return (
    <>
      <TextField name="name" label={t("help.question.you.name")} maxLength={120} optional />
      <NumberField name="birthYear" label={t("help.question.you.birthYear")} optional />
      <SelectField
        name="ageBand"
        label={t("help.question.you.ageBand")}
        width="medium"
        optional
        choices={ageBands.map((value) => ({ value, label: t(`words.ageBand.${value}`) }))}
      />
    </>
  );
}

function WishFields() {
  const t = useT();
  return (
    <>
      <SelectField
        name="language"
        label={t("help.question.wishes.language")}
        width="medium"
        empty={false}
        choices={languages.map((value) => ({ value, label: t(`words.language.${value}`) }))}
      />
      <ChoiceField
        name="genderWish"
        label={t("help.question.wishes.genderWish")}
        choices={[
          { value: "", label: t("help.question.wishes.noWish") },
          { value: "woman", label: t("help.question.wishes.woman") },
          { value: "man", label: t("help.question.wishes.man") },
        ]}
      />
    </>
  );
}

function AgreeFields() {
  const t = useT("help");
  return (["process", "conflictCheck", "shareWithLawyer"] as const).map((name) => (
    <CheckField key={name} name={name} label={t(`question.agree.${name}`)} hint={t(`question.agree.${name}Hint`)} />
  ));
}
