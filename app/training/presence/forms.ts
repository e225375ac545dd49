import { choice, uuid } from "#app/forms/fields";
import { presenceMarks } from "#db/vocabulary";

const rosterMark = choice(presenceMarks);

/** The marks of a whole roster's form: fields named after the enrolment, "m.<id>"; unreadable ones are refused. */
export function rosterMarks(form: FormData): { enrolmentId: string; mark: (typeof presenceMarks)[number] }[] | null {
  const marks = [];
  for (const [name, value] of form.entries()) {
    if (!name.startsWith("m.")) continue;
    const id = uuid().safeParse(name.slice(2));
    const mark = rosterMark.safeParse(value);
    if (!id.success || !mark.success) return null;
    marks.push({ enrolmentId: id.data.toLowerCase(), mark: mark.data });
  }
  return marks;
}
