import { z } from "zod";
import { choices, text, ticked, uuid } from "#app/forms/fields";
import type { EnrolmentState } from "#db/vocabulary";

/** Whose enrolments can be written to: whoever has declined or withdrawn hears nothing more. */
export const noticeStates = ["admitted", "waiting", "applied", "invited"] as const satisfies readonly EnrolmentState[];

/** What is written to people of an event; its id is made with the empty form, so that it is sent once. */
export const noticeForm = z.object({
  noticeId: uuid(),
  subjectSq: text(120),
  bodySq: text(4000),
  subjectEn: text(120),
  bodyEn: text(4000),
  states: choices(noticeStates).refine((states) => states.length > 0, "required"),
  trainers: ticked(),
});
export type NoticeInput = z.output<typeof noticeForm>;
