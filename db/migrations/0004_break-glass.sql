CREATE TABLE "break_glass" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"request_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"state" text DEFAULT 'asked' NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"ends_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "break_glass_second_person" CHECK ("break_glass"."decided_by" <> "break_glass"."asked_by"),
	CONSTRAINT "break_glass_decided" CHECK (("break_glass"."state" in ('open', 'refused')) <= ("break_glass"."decided_by" is not null)),
	CONSTRAINT "break_glass_hour" CHECK ("break_glass"."ends_at" <= "break_glass"."decided_at" + interval '60 minutes'),
	CONSTRAINT "break_glass_ends" CHECK (("break_glass"."state" = 'open') <= ("break_glass"."ends_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."aid_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_asked_by_accounts_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "break_glass_one_running" ON "break_glass" USING btree ("request_id","asked_by") WHERE "break_glass"."state" in ('asked', 'open');--> statement-breakpoint
CREATE INDEX "break_glass_request" ON "break_glass" USING btree ("request_id");