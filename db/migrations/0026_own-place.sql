ALTER TABLE "enrolments" ADD COLUMN "left_as" text;--> statement-breakpoint
ALTER TABLE "enrolments" ADD COLUMN "decision_note" text;