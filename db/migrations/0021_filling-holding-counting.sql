CREATE TABLE "doors" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"label" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"synced_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "event_notices" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"event_id" uuid NOT NULL,
	"subject_sq" text NOT NULL,
	"subject_en" text NOT NULL,
	"body_sq" text NOT NULL,
	"body_en" text NOT NULL,
	"states" text[] NOT NULL,
	"recipients" integer NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "event_notices_states" CHECK (cardinality("event_notices"."states") > 0)
);
--> statement-breakpoint
CREATE TABLE "head_counts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"sitting_id" uuid NOT NULL,
	"counted" integer NOT NULL,
	"counted_at" timestamp with time zone NOT NULL,
	"counted_by" uuid NOT NULL,
	CONSTRAINT "head_counts_counted" CHECK ("head_counts"."counted" between 0 and 100000)
);
--> statement-breakpoint
CREATE TABLE "distinct_people" (
	"one_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "distinct_people_one_id_other_id_pk" PRIMARY KEY("one_id","other_id"),
	CONSTRAINT "distinct_people_order" CHECK ("distinct_people"."one_id" < "distinct_people"."other_id")
);
--> statement-breakpoint
CREATE TABLE "person_merges" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"kept_id" uuid NOT NULL,
	"merged_id" uuid NOT NULL,
	"before" jsonb NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" uuid,
	CONSTRAINT "person_merges_two" CHECK ("person_merges"."kept_id" <> "person_merges"."merged_id")
);
--> statement-breakpoint
CREATE TABLE "attendance_sheet_rows" (
	"sheet_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"enrolment_id" uuid,
	CONSTRAINT "attendance_sheet_rows_sheet_id_position_pk" PRIMARY KEY("sheet_id","position"),
	CONSTRAINT "attendance_sheet_rows_position" CHECK ("attendance_sheet_rows"."position" > 0)
);
--> statement-breakpoint
CREATE TABLE "attendance_sheets" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"sitting_id" uuid NOT NULL,
	"code" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "attendance_sheets_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "sheet_scans" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"sheet_id" uuid NOT NULL,
	"page" integer NOT NULL,
	"image_sha256" "bytea" NOT NULL,
	"reading" jsonb NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "enrolment_answers" (
	"enrolment_id" uuid NOT NULL,
	"question_id" uuid NOT NULL,
	"answer" text NOT NULL,
	CONSTRAINT "enrolment_answers_enrolment_id_question_id_pk" PRIMARY KEY("enrolment_id","question_id")
);
--> statement-breakpoint
CREATE TABLE "event_questions" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"event_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"label_sq" text NOT NULL,
	"label_en" text NOT NULL,
	"choices_sq" text[] DEFAULT '{}'::text[] NOT NULL,
	"choices_en" text[] DEFAULT '{}'::text[] NOT NULL,
	"required" boolean DEFAULT false NOT NULL,
	CONSTRAINT "event_questions_position" UNIQUE("event_id","position")
);
--> statement-breakpoint
CREATE TABLE "event_quotas" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"event_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"folded_name" text NOT NULL,
	"seats" integer NOT NULL,
	CONSTRAINT "event_quotas_once" UNIQUE("event_id","kind","folded_name"),
	CONSTRAINT "event_quotas_seats" CHECK ("event_quotas"."seats" between 0 and 100000)
);
--> statement-breakpoint
CREATE TABLE "course_prerequisites" (
	"course_id" uuid NOT NULL,
	"needed_id" uuid NOT NULL,
	CONSTRAINT "course_prerequisites_course_id_needed_id_pk" PRIMARY KEY("course_id","needed_id"),
	CONSTRAINT "course_prerequisites_other" CHECK ("course_prerequisites"."course_id" <> "course_prerequisites"."needed_id")
);
--> statement-breakpoint
CREATE TABLE "import_mappings" (
	"headings" "bytea" PRIMARY KEY NOT NULL,
	"columns" jsonb NOT NULL,
	"used_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "enrolments" DROP CONSTRAINT "enrolments_seat_when_admitted";--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "courses" ADD COLUMN "topics" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "enrolments" ADD COLUMN "queued_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "enrolments" ADD COLUMN "priority" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "enrolments" ADD COLUMN "priority_reason" text;--> statement-breakpoint
ALTER TABLE "enrolments" ADD COLUMN "priority_by" uuid;--> statement-breakpoint
ALTER TABLE "enrolments" ADD COLUMN "offered_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "enrolments" ADD COLUMN "offers_missed" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "enrolments" ADD COLUMN "transferred_from" uuid;--> statement-breakpoint
ALTER TABLE "enrolments" ADD COLUMN "badge_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "map_link" text;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "budget_line" text;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "door_names" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "done_rows" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "presence_observations" ADD COLUMN "kind" text DEFAULT 'mark' NOT NULL;--> statement-breakpoint
ALTER TABLE "presence_observations" ADD COLUMN "minutes" integer;--> statement-breakpoint
ALTER TABLE "presence_observations" ADD COLUMN "flag" text;--> statement-breakpoint
ALTER TABLE "presence_observations" ADD COLUMN "scan_id" uuid;--> statement-breakpoint
ALTER TABLE "presence_observations" ADD COLUMN "door_id" uuid;--> statement-breakpoint
ALTER TABLE "presence_observations" ADD COLUMN "sheet_scan_id" uuid;--> statement-breakpoint
ALTER TABLE "doors" ADD CONSTRAINT "doors_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "doors" ADD CONSTRAINT "doors_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_notices" ADD CONSTRAINT "event_notices_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_notices" ADD CONSTRAINT "event_notices_created_by_accounts_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "head_counts" ADD CONSTRAINT "head_counts_sitting_id_sittings_id_fk" FOREIGN KEY ("sitting_id") REFERENCES "public"."sittings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "head_counts" ADD CONSTRAINT "head_counts_counted_by_accounts_id_fk" FOREIGN KEY ("counted_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distinct_people" ADD CONSTRAINT "distinct_people_one_id_people_id_fk" FOREIGN KEY ("one_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distinct_people" ADD CONSTRAINT "distinct_people_other_id_people_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "distinct_people" ADD CONSTRAINT "distinct_people_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_kept_id_people_id_fk" FOREIGN KEY ("kept_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_merged_id_people_id_fk" FOREIGN KEY ("merged_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_created_by_accounts_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_undone_by_accounts_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_sheet_rows" ADD CONSTRAINT "attendance_sheet_rows_sheet_id_attendance_sheets_id_fk" FOREIGN KEY ("sheet_id") REFERENCES "public"."attendance_sheets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_sheet_rows" ADD CONSTRAINT "attendance_sheet_rows_enrolment_id_enrolments_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolments"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_sheets" ADD CONSTRAINT "attendance_sheets_sitting_id_sittings_id_fk" FOREIGN KEY ("sitting_id") REFERENCES "public"."sittings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_sheets" ADD CONSTRAINT "attendance_sheets_created_by_accounts_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sheet_scans" ADD CONSTRAINT "sheet_scans_sheet_id_attendance_sheets_id_fk" FOREIGN KEY ("sheet_id") REFERENCES "public"."attendance_sheets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sheet_scans" ADD CONSTRAINT "sheet_scans_created_by_accounts_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sheet_scans" ADD CONSTRAINT "sheet_scans_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_answers" ADD CONSTRAINT "enrolment_answers_enrolment_id_enrolments_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_answers" ADD CONSTRAINT "enrolment_answers_question_id_event_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."event_questions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_questions" ADD CONSTRAINT "event_questions_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_quotas" ADD CONSTRAINT "event_quotas_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_prerequisites" ADD CONSTRAINT "course_prerequisites_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_prerequisites" ADD CONSTRAINT "course_prerequisites_needed_id_courses_id_fk" FOREIGN KEY ("needed_id") REFERENCES "public"."courses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_notices_event" ON "event_notices" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "head_counts_sitting" ON "head_counts" USING btree ("sitting_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "person_merges_kept" ON "person_merges" USING btree ("kept_id");--> statement-breakpoint
CREATE INDEX "person_merges_merged" ON "person_merges" USING btree ("merged_id");--> statement-breakpoint
CREATE INDEX "attendance_sheet_rows_enrolment" ON "attendance_sheet_rows" USING btree ("enrolment_id");--> statement-breakpoint
CREATE INDEX "attendance_sheets_sitting" ON "attendance_sheets" USING btree ("sitting_id");--> statement-breakpoint
CREATE INDEX "sheet_scans_sheet" ON "sheet_scans" USING btree ("sheet_id");--> statement-breakpoint
CREATE INDEX "enrolment_answers_question" ON "enrolment_answers" USING btree ("question_id");--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_merged_into_people_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_priority_by_accounts_id_fk" FOREIGN KEY ("priority_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_transferred_from_enrolments_id_fk" FOREIGN KEY ("transferred_from") REFERENCES "public"."enrolments"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence_observations" ADD CONSTRAINT "presence_observations_door_id_doors_id_fk" FOREIGN KEY ("door_id") REFERENCES "public"."doors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence_observations" ADD CONSTRAINT "presence_observations_sheet_scan_id_sheet_scans_id_fk" FOREIGN KEY ("sheet_scan_id") REFERENCES "public"."sheet_scans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "people_phone" ON "people" USING btree ("phone");--> statement-breakpoint
CREATE INDEX "people_merged_into" ON "people" USING btree ("merged_into");--> statement-breakpoint
CREATE INDEX "enrolments_offered" ON "enrolments" USING btree ("offered_until") WHERE "enrolments"."offered_until" is not null;--> statement-breakpoint
CREATE INDEX "enrolments_transferred" ON "enrolments" USING btree ("transferred_from");--> statement-breakpoint
CREATE INDEX "presence_door" ON "presence_observations" USING btree ("door_id");--> statement-breakpoint
CREATE INDEX "presence_sheet_scan" ON "presence_observations" USING btree ("sheet_scan_id");--> statement-breakpoint
ALTER TABLE "presence_observations" ADD CONSTRAINT "presence_observations_scan_id_unique" UNIQUE("scan_id");--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_offer_when_waiting" CHECK ("enrolments"."offered_until" is null or "enrolments"."state" = 'waiting');--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_priority_said" CHECK ("enrolments"."priority" = 0 or "enrolments"."priority_reason" is not null);--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_seat_when_admitted" CHECK (("enrolments"."state" = 'admitted' or "enrolments"."offered_until" is not null) = ("enrolments"."seat" is not null));--> statement-breakpoint
ALTER TABLE "presence_observations" ADD CONSTRAINT "presence_minutes" CHECK ("presence_observations"."minutes" >= 0);