CREATE TABLE "corrections" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"person_id" uuid NOT NULL,
	"proposed" jsonb NOT NULL,
	"note" text,
	"asked_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'asked' NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	"answer" text,
	CONSTRAINT "corrections_decided" CHECK (("corrections"."state" = 'asked') = ("corrections"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "erasure_ledger" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"cause" text NOT NULL,
	"erased_at" timestamp with time zone NOT NULL,
	"seal" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"source" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'asked' NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	"reason" text,
	CONSTRAINT "erasures_decided" CHECK (("erasures"."state" = 'asked') = ("erasures"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "retention_changes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"code" text NOT NULL,
	"amount_before" integer,
	"amount_after" integer,
	"status_after" text NOT NULL,
	"reason" text NOT NULL,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retention_rules" (
	"code" text PRIMARY KEY NOT NULL,
	"amount" integer,
	"unit" text,
	"treatment" text NOT NULL,
	"basis" text NOT NULL,
	"status" text NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retention_runs" (
	"night" date NOT NULL,
	"code" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "retention_runs_night_code_pk" PRIMARY KEY("night","code")
);
--> statement-breakpoint
ALTER TABLE "aid_requests" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_changes" ADD CONSTRAINT "retention_changes_code_retention_rules_code_fk" FOREIGN KEY ("code") REFERENCES "public"."retention_rules"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_changes" ADD CONSTRAINT "retention_changes_changed_by_accounts_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_runs" ADD CONSTRAINT "retention_runs_code_retention_rules_code_fk" FOREIGN KEY ("code") REFERENCES "public"."retention_rules"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "corrections_one_open" ON "corrections" USING btree ("person_id") WHERE "corrections"."state" = 'asked';--> statement-breakpoint
CREATE UNIQUE INDEX "erasure_ledger_once" ON "erasure_ledger" USING btree ("subject_kind","subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "erasures_one_open" ON "erasures" USING btree ("subject_kind","subject_id") WHERE "erasures"."state" = 'asked';--> statement-breakpoint
CREATE INDEX "erasures_subject" ON "erasures" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "retention_changes_time" ON "retention_changes" USING btree ("changed_at");