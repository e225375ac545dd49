CREATE TABLE "documents" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"request_id" uuid NOT NULL,
	"case_id" uuid,
	"kind" text NOT NULL,
	"origin" text NOT NULL,
	"added_by" uuid,
	"added_at" timestamp with time zone NOT NULL,
	"name" "bytea" NOT NULL,
	"type" text NOT NULL,
	"bytes" integer NOT NULL,
	"file_id" uuid NOT NULL,
	"file_key" "bytea" NOT NULL,
	"sha256" "bytea" NOT NULL,
	"state" text NOT NULL,
	"scans" smallint DEFAULT 0 NOT NULL,
	"scanned_at" timestamp with time zone,
	"next_scan_at" timestamp with time zone,
	"finding" text,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "documents_file_id_unique" UNIQUE("file_id"),
	CONSTRAINT "documents_bytes" CHECK ("documents"."bytes" > 0),
	CONSTRAINT "documents_lawyers" CHECK (("documents"."origin" = 'lawyer') = ("documents"."case_id" is not null)),
	CONSTRAINT "documents_who" CHECK (("documents"."origin" = 'person') = ("documents"."added_by" is null)),
	CONSTRAINT "documents_finding" CHECK (("documents"."state" = 'infected') = ("documents"."finding" is not null))
);
--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."aid_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_added_by_accounts_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "documents_request" ON "documents" USING btree ("request_id","added_at");--> statement-breakpoint
CREATE INDEX "documents_case" ON "documents" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "documents_to_scan" ON "documents" USING btree ("next_scan_at") WHERE "documents"."state" in ('quarantined', 'unscanned');