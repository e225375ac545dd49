CREATE TABLE "law_changes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"reason" text NOT NULL,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "setting_changes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"key" text NOT NULL,
	"value_before" jsonb NOT NULL,
	"value_after" jsonb NOT NULL,
	"reason" text,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deadline_rules" ADD COLUMN "valid_from" date;--> statement-breakpoint
ALTER TABLE "deadline_rules" ADD COLUMN "valid_to" date;--> statement-breakpoint
ALTER TABLE "deadline_rules" ADD COLUMN "replaced_by" text;--> statement-breakpoint
ALTER TABLE "deadline_rules" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "law_changes" ADD CONSTRAINT "law_changes_changed_by_accounts_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "setting_changes" ADD CONSTRAINT "setting_changes_key_settings_key_fk" FOREIGN KEY ("key") REFERENCES "public"."settings"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "setting_changes" ADD CONSTRAINT "setting_changes_changed_by_accounts_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "law_changes_time" ON "law_changes" USING btree ("changed_at");--> statement-breakpoint
CREATE INDEX "setting_changes_key" ON "setting_changes" USING btree ("key","changed_at");--> statement-breakpoint
revoke update, delete on "setting_changes", "law_changes" from perkrah_app;
