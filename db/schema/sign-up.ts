import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { id } from "../columns";
import type { QuestionKind, QuotaKind } from "../vocabulary";
import { enrolments, events } from "./training";

/** At most so many of an event's seats go to one profession or institution. */
export const eventQuotas = pgTable(
  "event_quotas",
  {
    id: id(),
    eventId: uuid("event_id")
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    kind: text("kind").$type<QuotaKind>().notNull(),
    name: text("name").notNull(),
    /** The name as it is compared: folded. */
    foldedName: text("folded_name").notNull(),
    seats: integer("seats").notNull(),
  },
  (table) => [
    unique("event_quotas_once").on(table.eventId, table.kind, table.foldedName),
    check("event_quotas_seats", sql`${table.seats} between 0 and 100000`),
  ],
);

/** What an event asks whoever signs up. */
export const eventQuestions = pgTable(
  "event_questions",
  {
    id: id(),
    eventId: uuid("event_id")
      .notNull()
      .references(() => events.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    kind: text("kind").$type<QuestionKind>().notNull(),
    labelSq: text("label_sq").notNull(),
    labelEn: text("label_en").notNull(),
    choicesSq: text("choices_sq").array().notNull().default(sql`'{}'::text[]`),
    choicesEn: text("choices_en").array().notNull().default(sql`'{}'::text[]`),
    required: boolean("required").notNull().default(false),
  },
  (table) => [unique("event_questions_position").on(table.eventId, table.position)],
);

/** What somebody answered: the text, the place of the choice, or `yes` and `no`. */
export const enrolmentAnswers = pgTable(
  "enrolment_answers",
  {
    enrolmentId: uuid("enrolment_id")
      .notNull()
      .references(() => enrolments.id, { onDelete: "cascade" }),
    questionId: uuid("question_id")
      .notNull()
      .references(() => eventQuestions.id, { onDelete: "cascade" }),
    answer: text("answer").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.enrolmentId, table.questionId] }),
    index("enrolment_answers_question").on(table.questionId),
  ],
);
