import { useT } from "#app/i18n/use-t";
import { ChoiceField } from "#app/ui/choice-fields";
import { TextArea } from "#app/ui/text-fields";
import { answerField, LONGEST_ANSWER, type Question } from "./rules";

/** The fields of what an event asks. */
export function QuestionFields({ questions }: { questions: readonly Question[] }) {
  const t = useT("enrolments");
  return questions.map(({ id, kind, label, choices, required }) => {
    const field = { name: answerField(id), label, optional: !required };
    if (kind === "text") return <TextArea key={id} {...field} rows={2} maxLength={LONGEST_ANSWER} />;
    const options =
      kind === "yes_no"
        ? [
            { value: "yes", label: t("yes") },
            { value: "no", label: t("no") },
          ]
        : choices.map((choice, place) => ({ value: String(place), label: choice }));
    return <ChoiceField key={id} {...field} choices={options} inline={kind === "yes_no"} />;
  });
}
