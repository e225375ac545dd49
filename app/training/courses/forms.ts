import { z } from "zod";
import { choice, choices, integer, optionalInteger, optionalText, text, uuids } from "#app/forms/fields";
import { courseStates, courseTopics, eventKinds } from "#db/vocabulary";

export const courseForm = z.object({
  titleSq: text(200),
  titleEn: text(200),
  kind: choice(eventKinds),
  summarySq: optionalText(2000),
  summaryEn: optionalText(2000),
  minutes: integer(1, 100_000),
  lateMinutes: integer(0, 600),
  certificatePercent: integer(0, 100),
  credits: optionalInteger(0, 1000),
  topics: choices(courseTopics),
  neededIds: uuids(20),
  state: choice(courseStates),
});
export type CourseInput = z.output<typeof courseForm>;
