import { z } from "zod";
import { choice, optionalText, text, ticked } from "#app/forms/fields";
import { questionKinds } from "#db/vocabulary";
import { linesOf } from "./rules";

/** As many choices as a question has at most. */
export const mostChoices = 20;

/** A question of an event in both languages; of a choice, one line each, the same number in both. */
export const questionForm = z
  .object({
    kind: choice(questionKinds),
    labelSq: text(200),
    labelEn: text(200),
    choicesSq: optionalText(2000),
    choicesEn: optionalText(2000),
    required: ticked(),
  })
  .transform(({ choicesSq, choicesEn, ...rest }) => ({
    ...rest,
    choicesSq: rest.kind === "choice" ? linesOf(choicesSq) : [],
    choicesEn: rest.kind === "choice" ? linesOf(choicesEn) : [],
  }))
  .superRefine(({ kind, choicesSq, choicesEn }, context) => {
    const wrong = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (kind !== "choice") return;
    if (choicesSq.length < 2) wrong("choicesSq", "choices_two");
    else if (choicesSq.length > mostChoices) wrong("choicesSq", `too_many|max=${mostChoices}`);
    else if (choicesEn.length !== choicesSq.length) wrong("choicesEn", "choices_same");
  });
export type QuestionInput = z.output<typeof questionForm>;
