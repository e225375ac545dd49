CREATE SCHEMA IF NOT EXISTS "vault";
--> statement-breakpoint
CREATE TABLE "account_link_requests" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"email" text NOT NULL,
	"locale" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "account_links" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"new_email" text,
	"previous_email" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_links_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "account_roles" (
	"account_id" uuid NOT NULL,
	"role" text NOT NULL,
	"granted_by" uuid,
	"granted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_roles_account_id_role_pk" PRIMARY KEY("account_id","role")
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"person_id" uuid NOT NULL,
	"email" text NOT NULL,
	"password_hash" text,
	"locale" text DEFAULT 'sq' NOT NULL,
	"state" text DEFAULT 'invited' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"suspended_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"second_factor_since" timestamp with time zone,
	CONSTRAINT "accounts_person_id_unique" UNIQUE("person_id")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"given_name" text COLLATE "sq-x-icu" NOT NULL,
	"family_name" text COLLATE "sq-x-icu" NOT NULL,
	"folded_name" text NOT NULL,
	"email" text,
	"phone" text,
	"organisation_id" uuid,
	"institution" text,
	"profession" text,
	"municipality_code" text,
	"demo" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person_claims" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"person_id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "person_claims_code_hash_unique" UNIQUE("code_hash")
);
--> statement-breakpoint
CREATE TABLE "sign_ins" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"second_factor_at" timestamp with time zone,
	"browser" text
);
--> statement-breakpoint
CREATE TABLE "aid_requests" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"code" text NOT NULL,
	"state" text DEFAULT 'received' NOT NULL,
	"source" text NOT NULL,
	"referrer_organisation_id" uuid,
	"referrer_account_id" uuid,
	"urgency" text DEFAULT 'standard' NOT NULL,
	"danger_now" boolean DEFAULT false NOT NULL,
	"channel" text,
	"region_iso" text,
	"area_code" text,
	"category_code" text,
	"court_kind" text,
	"language" text DEFAULT 'sq' NOT NULL,
	"gender_wish" text,
	"age_band" text,
	"contact_channel" text DEFAULT 'none' NOT NULL,
	"next_date_on" date,
	"estimated_hours" integer,
	"step_kinds" text[] DEFAULT '{}'::text[] NOT NULL,
	"project_id" uuid,
	"received_at" timestamp with time zone NOT NULL,
	"last_heard_at" timestamp with time zone,
	"merged_into_id" uuid,
	"demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "aid_requests_code_unique" UNIQUE("code"),
	CONSTRAINT "aid_requests_hours" CHECK ("aid_requests"."estimated_hours" between 0 and 2000)
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"request_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "receipt_sign_ins" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"request_id" uuid PRIMARY KEY NOT NULL,
	"locator" text NOT NULL,
	"secret_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "receipts_locator_unique" UNIQUE("locator")
);
--> statement-breakpoint
CREATE TABLE "request_drafts" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"answers" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"request_id" uuid
);
--> statement-breakpoint
CREATE TABLE "request_identities" (
	"request_id" uuid PRIMARY KEY NOT NULL,
	"name" "bytea",
	"birth_year" "bytea",
	"phone" "bytea",
	"email" "bytea",
	"name_buckets" smallint[],
	"phone_hash" "bytea",
	"email_hash" "bytea"
);
--> statement-breakpoint
CREATE TABLE "request_messages" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"request_id" uuid NOT NULL,
	"from_person" boolean NOT NULL,
	"body" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "request_moves" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"request_id" uuid NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"moved_at" timestamp with time zone NOT NULL,
	"moved_by" uuid,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_parties" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"request_id" uuid NOT NULL,
	"side" text NOT NULL,
	"name" "bytea" NOT NULL,
	"name_buckets" smallint[]
);
--> statement-breakpoint
CREATE TABLE "request_safety" (
	"request_id" uuid PRIMARY KEY NOT NULL,
	"whereabouts" "bytea",
	"contact_rules" "bytea",
	"trusted_person" "bytea",
	"phrase_to_person" "bytea",
	"phrase_from_person" "bytea"
);
--> statement-breakpoint
CREATE TABLE "request_stories" (
	"request_id" uuid PRIMARY KEY NOT NULL,
	"story" "bytea"
);
--> statement-breakpoint
CREATE TABLE "request_traits" (
	"request_id" uuid NOT NULL,
	"trait" text NOT NULL,
	"added_by" uuid NOT NULL,
	CONSTRAINT "request_traits_request_id_trait_pk" PRIMARY KEY("request_id","trait"),
	CONSTRAINT "request_traits_once" UNIQUE("request_id","trait")
);
--> statement-breakpoint
CREATE TABLE "services" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"request_id" uuid NOT NULL,
	"service_type_code" text NOT NULL,
	"minutes" integer NOT NULL,
	"given_on" date NOT NULL,
	"given_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "services_minutes" CHECK ("services"."minutes" between 1 and 1440)
);
--> statement-breakpoint
CREATE TABLE "triages" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"request_id" uuid NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	"category_code" text,
	"article" text,
	"channel" text,
	"outcome" text NOT NULL,
	"reason" text NOT NULL,
	"missing_papers" text[] DEFAULT '{}'::text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_chain" (
	"position" bigint PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_chain_event_id_unique" UNIQUE("event_id")
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "audit_events_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"happened_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid,
	"reason" text,
	"count" bigint,
	CONSTRAINT "audit_events_sequence_unique" UNIQUE("sequence")
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"position" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_head_single" CHECK ("audit_head"."single")
);
--> statement-breakpoint
CREATE TABLE "case_deadlines" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"case_id" uuid NOT NULL,
	"rule_code" text NOT NULL,
	"law_version" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"to_be_confirmed" boolean NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"ended_at" timestamp with time zone,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_hours" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"case_id" uuid NOT NULL,
	"lawyer_id" uuid NOT NULL,
	"worked_on" date NOT NULL,
	"minutes" integer NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "case_hours_minutes" CHECK ("case_hours"."minutes" between 1 and 1440)
);
--> statement-breakpoint
CREATE TABLE "case_notes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"case_id" uuid NOT NULL,
	"body" "bytea" NOT NULL,
	"written_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_steps" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"estimated_hours" integer,
	"outcome" text,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"code" text NOT NULL,
	"request_id" uuid NOT NULL,
	"offer_id" uuid NOT NULL,
	"lawyer_id" uuid NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"outcome" text,
	"opened_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	CONSTRAINT "cases_code_unique" UNIQUE("code"),
	CONSTRAINT "cases_offer_id_unique" UNIQUE("offer_id"),
	CONSTRAINT "cases_ended" CHECK (("cases"."state" = 'open') = ("cases"."ended_at" is null))
);
--> statement-breakpoint
CREATE TABLE "lawyer_approvals" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"lawyer_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"licence_check" text NOT NULL,
	"checked_on" date NOT NULL,
	"approved_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "lawyer_approvals_two_people" UNIQUE("lawyer_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "lawyer_areas" (
	"lawyer_id" uuid NOT NULL,
	"area_code" text NOT NULL,
	CONSTRAINT "lawyer_areas_lawyer_id_area_code_pk" PRIMARY KEY("lawyer_id","area_code")
);
--> statement-breakpoint
CREATE TABLE "lawyer_courts" (
	"lawyer_id" uuid NOT NULL,
	"court_code" text NOT NULL,
	CONSTRAINT "lawyer_courts_lawyer_id_court_code_pk" PRIMARY KEY("lawyer_id","court_code")
);
--> statement-breakpoint
CREATE TABLE "lawyer_regions" (
	"lawyer_id" uuid NOT NULL,
	"region_iso" text NOT NULL,
	CONSTRAINT "lawyer_regions_lawyer_id_region_iso_pk" PRIMARY KEY("lawyer_id","region_iso")
);
--> statement-breakpoint
CREATE TABLE "lawyers" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'applied' NOT NULL,
	"chamber_code" text,
	"licence_number" text,
	"permit_valid_to" date,
	"gender" text NOT NULL,
	"languages" text[] NOT NULL,
	"capacity" integer DEFAULT 2 NOT NULL,
	"pledged_hours" integer DEFAULT 40 NOT NULL,
	"remote" boolean DEFAULT false NOT NULL,
	"supervisor_id" uuid,
	"on_leave_until" date,
	"on_duty" boolean DEFAULT false NOT NULL,
	"applied_at" timestamp with time zone DEFAULT now() NOT NULL,
	"verified_at" timestamp with time zone,
	"last_offered_at" timestamp with time zone,
	"shares_from" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "lawyers_account_id_unique" UNIQUE("account_id"),
	CONSTRAINT "lawyers_capacity" CHECK ("lawyers"."capacity" between 0 and 100),
	CONSTRAINT "lawyers_pledged_hours" CHECK ("lawyers"."pledged_hours" between 0 and 2000)
);
--> statement-breakpoint
CREATE TABLE "outbox_messages" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"kind" text NOT NULL,
	"recipient_kind" text NOT NULL,
	"recipient_id" uuid NOT NULL,
	"subject_id" uuid,
	"deduplication_key" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"not_before" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"outcome" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "outbox_messages_deduplication_key_unique" UNIQUE("deduplication_key")
);
--> statement-breakpoint
CREATE TABLE "conflict_checks" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"request_id" uuid NOT NULL,
	"checked_by" uuid NOT NULL,
	"checked_at" timestamp with time zone NOT NULL,
	"enough" boolean NOT NULL,
	"compared" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conflict_findings" (
	"request_id" uuid NOT NULL,
	"lawyer_id" uuid NOT NULL,
	"band" text NOT NULL,
	"reasons" text[] NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	"cleared_by" uuid,
	"cleared_at" timestamp with time zone,
	CONSTRAINT "conflict_findings_request_id_lawyer_id_pk" PRIMARY KEY("request_id","lawyer_id")
);
--> statement-breakpoint
CREATE TABLE "offer_moves" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"offer_id" uuid NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"moved_at" timestamp with time zone NOT NULL,
	"moved_by" uuid,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "offers" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"request_id" uuid NOT NULL,
	"lawyer_id" uuid NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"card" jsonb NOT NULL,
	"estimated_hours" integer NOT NULL,
	"offered_by" uuid,
	"opened_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"remind_at" timestamp with time zone,
	"hold_until" timestamp with time zone,
	"opponents_clear_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"decline_code" text,
	"decline_reason" text,
	"attested_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "offers_asked_once" UNIQUE("request_id","lawyer_id"),
	CONSTRAINT "offers_hold" CHECK ("offers"."state" <> 'holding' or "offers"."hold_until" is not null),
	CONSTRAINT "offers_attested" CHECK ("offers"."state" <> 'accepted' or "offers"."attested_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "organisation_members" (
	"organisation_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	CONSTRAINT "organisation_members_organisation_id_account_id_pk" PRIMARY KEY("organisation_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name_sq" text COLLATE "sq-x-icu" NOT NULL,
	"name_en" text NOT NULL,
	"kind" text NOT NULL,
	"region_iso" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "project_organisations" (
	"project_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"part" text NOT NULL,
	CONSTRAINT "project_organisations_project_id_organisation_id_part_pk" PRIMARY KEY("project_id","organisation_id","part")
);
--> statement-breakpoint
CREATE TABLE "project_targets" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"project_id" uuid NOT NULL,
	"indicator" text NOT NULL,
	"label_sq" text NOT NULL,
	"label_en" text NOT NULL,
	"target" integer,
	"printed_result" integer,
	"as_printed" text,
	"approximate" boolean DEFAULT false NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "project_targets_not_negative" CHECK ("project_targets"."target" >= 0)
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"slug" text NOT NULL,
	"title_sq" text NOT NULL,
	"title_en" text NOT NULL,
	"starts_on" date,
	"ends_on" date,
	"period_as_printed" text,
	"demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "projects_slug_unique" UNIQUE("slug"),
	CONSTRAINT "projects_period" CHECK ("projects"."ends_on" is null or "projects"."starts_on" is null or "projects"."ends_on" >= "projects"."starts_on")
);
--> statement-breakpoint
CREATE TABLE "rate_limit_secrets" (
	"day" date PRIMARY KEY NOT NULL,
	"secret" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "bar_chambers" (
	"code" text PRIMARY KEY NOT NULL,
	"sq" text COLLATE "sq-x-icu" NOT NULL,
	"en" text NOT NULL,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "beneficiary_categories" (
	"code" text PRIMARY KEY NOT NULL,
	"letter" text,
	"sq" text NOT NULL,
	"en" text NOT NULL,
	"means_test" boolean NOT NULL,
	"basis" text NOT NULL,
	"status" text NOT NULL,
	"sq_status" text,
	"note" text,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "courts" (
	"code" text PRIMARY KEY NOT NULL,
	"sq" text COLLATE "sq-x-icu" NOT NULL,
	"en" text NOT NULL,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deadline_rules" (
	"code" text PRIMARY KEY NOT NULL,
	"row_code" text NOT NULL,
	"law_version" text NOT NULL,
	"sq" text NOT NULL,
	"en" text NOT NULL,
	"length" integer,
	"unit" text,
	"direction" text NOT NULL,
	"starts_sq" text,
	"starts_en" text,
	"rolls_over" boolean,
	"immediate" boolean NOT NULL,
	"active" boolean NOT NULL,
	"needs_confirmation" boolean NOT NULL,
	"status" text NOT NULL,
	"source" text,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "helplines" (
	"code" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"tel" text NOT NULL,
	"sq" text NOT NULL,
	"en" text NOT NULL,
	"status" text NOT NULL,
	"shown" boolean NOT NULL,
	"last_checked_on" date,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "holidays" (
	"day" date PRIMARY KEY NOT NULL,
	"sq" text NOT NULL,
	"en" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "law_versions" (
	"key" text PRIMARY KEY NOT NULL,
	"sq" text NOT NULL,
	"en" text NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"replaced_by" text,
	"status" text NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "minimum_wages" (
	"code" text PRIMARY KEY NOT NULL,
	"lek" integer NOT NULL,
	"valid_from" text NOT NULL,
	"from_precision" text NOT NULL,
	"status" text NOT NULL,
	"source" text NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "municipalities" (
	"code" text PRIMARY KEY NOT NULL,
	"lau" text NOT NULL,
	"region_iso" text NOT NULL,
	"sq" text COLLATE "sq-x-icu" NOT NULL,
	"en" text NOT NULL,
	"aliases" text[] NOT NULL,
	"court_code" text,
	"court_confidence" text
);
--> statement-breakpoint
CREATE TABLE "practice_areas" (
	"code" text PRIMARY KEY NOT NULL,
	"sq" text COLLATE "sq-x-icu" NOT NULL,
	"en" text NOT NULL,
	"group_code" text NOT NULL,
	"level" text NOT NULL,
	"sq_status" text,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "referral_sources" (
	"code" text PRIMARY KEY NOT NULL,
	"sq" text NOT NULL,
	"en" text NOT NULL,
	"sq_status" text
);
--> statement-breakpoint
CREATE TABLE "regions" (
	"iso" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"sq" text COLLATE "sq-x-icu" NOT NULL,
	"sq_definite" text NOT NULL,
	"sq_full" text NOT NULL,
	"en" text NOT NULL,
	"longitude" double precision NOT NULL,
	"latitude" double precision NOT NULL,
	CONSTRAINT "regions_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "service_types" (
	"code" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"sq" text NOT NULL,
	"en" text NOT NULL,
	"sq_status" text,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "victim_rights" (
	"code" text PRIMARY KEY NOT NULL,
	"article" text NOT NULL,
	"kind" text NOT NULL,
	"sq" text NOT NULL,
	"en" text NOT NULL,
	"applies_to" text[] NOT NULL,
	"status" text NOT NULL,
	"sq_status" text,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "authenticator_apps" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"secret" "bytea" NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passkey_challenges" (
	"challenge" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"account_id" uuid,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"account_id" uuid NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint DEFAULT 0 NOT NULL,
	"transports" text[] NOT NULL,
	"backed_up" boolean NOT NULL,
	"label" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "passkeys_credential_id_unique" UNIQUE("credential_id")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"account_id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "certificate_serials" (
	"year" integer PRIMARY KEY NOT NULL,
	"last" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "certificates" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"code" text NOT NULL,
	"year" integer NOT NULL,
	"serial" integer NOT NULL,
	"event_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"statement" jsonb NOT NULL,
	"state" text DEFAULT 'valid' NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"issued_by" uuid,
	"superseded_by" uuid,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	"pdf_sha256" "bytea",
	"pdf_bytes" integer,
	CONSTRAINT "certificates_code_unique" UNIQUE("code"),
	CONSTRAINT "certificates_serial_once" UNIQUE("year","serial")
);
--> statement-breakpoint
CREATE TABLE "course_unlocks" (
	"course_id" uuid NOT NULL,
	"area_code" text NOT NULL,
	"valid_months" integer DEFAULT 36 NOT NULL,
	CONSTRAINT "course_unlocks_course_id_area_code_pk" PRIMARY KEY("course_id","area_code")
);
--> statement-breakpoint
CREATE TABLE "courses" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"slug" text NOT NULL,
	"kind" text NOT NULL,
	"title_sq" text COLLATE "sq-x-icu" NOT NULL,
	"title_en" text NOT NULL,
	"summary_sq" text DEFAULT '' NOT NULL,
	"summary_en" text DEFAULT '' NOT NULL,
	"minutes" integer NOT NULL,
	"late_minutes" integer DEFAULT 15 NOT NULL,
	"certificate_percent" integer DEFAULT 80 NOT NULL,
	"credits" integer,
	"state" text DEFAULT 'published' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "courses_slug_unique" UNIQUE("slug"),
	CONSTRAINT "courses_minutes" CHECK ("courses"."minutes" between 0 and 100000),
	CONSTRAINT "courses_late_minutes" CHECK ("courses"."late_minutes" between 0 and 600),
	CONSTRAINT "courses_certificate_percent" CHECK ("courses"."certificate_percent" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "enrolments" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"event_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"state" text NOT NULL,
	"seat" integer,
	"source" text NOT NULL,
	"import_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "enrolments_person_once" UNIQUE("event_id","person_id"),
	CONSTRAINT "enrolments_seat_when_admitted" CHECK (("enrolments"."state" = 'admitted') = ("enrolments"."seat" is not null)),
	CONSTRAINT "enrolments_seat_positive" CHECK ("enrolments"."seat" > 0)
);
--> statement-breakpoint
CREATE TABLE "event_partners" (
	"event_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	CONSTRAINT "event_partners_event_id_organisation_id_pk" PRIMARY KEY("event_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "event_trainers" (
	"event_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	CONSTRAINT "event_trainers_event_id_account_id_pk" PRIMARY KEY("event_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"slug" text NOT NULL,
	"course_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'tentative' NOT NULL,
	"region_iso" text,
	"municipality_code" text,
	"place" text,
	"venue" text,
	"online_link" text,
	"seats" integer NOT NULL,
	"registration" text DEFAULT 'open' NOT NULL,
	"project_id" uuid,
	"starts_on" date,
	"ends_on" date,
	"date_precision" text DEFAULT 'day' NOT NULL,
	"head_count" integer,
	"note" text,
	"demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "events_slug_unique" UNIQUE("slug"),
	CONSTRAINT "events_head_count" CHECK ("events"."head_count" >= 0),
	CONSTRAINT "events_seats" CHECK ("events"."seats" between 0 and 100000),
	CONSTRAINT "events_state_known" CHECK ("events"."state" in ('tentative', 'confirmed', 'held', 'cancelled')),
	CONSTRAINT "events_days" CHECK ("events"."ends_on" >= "events"."starts_on")
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"import_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"sheet" text,
	"line" integer NOT NULL,
	"entry" jsonb NOT NULL,
	"verdict" text NOT NULL,
	"remarks" text[] DEFAULT '{}'::text[] NOT NULL,
	"person_id" uuid,
	"created_person" boolean DEFAULT false NOT NULL,
	"created_enrolment" boolean DEFAULT false NOT NULL,
	CONSTRAINT "import_rows_import_id_position_pk" PRIMARY KEY("import_id","position")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"event_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"file_sha256" "bytea" NOT NULL,
	"state" text DEFAULT 'previewed' NOT NULL,
	"encoding" text NOT NULL,
	"layout" jsonb NOT NULL,
	"row_count" integer NOT NULL,
	"content" "bytea",
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"committed_at" timestamp with time zone,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "presence_observations" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"sitting_id" uuid NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"mark" text NOT NULL,
	"channel" text NOT NULL,
	"reason" text,
	"observed_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recorded_by" uuid,
	"import_id" uuid
);
--> statement-breakpoint
CREATE TABLE "publications" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"slug" text NOT NULL,
	"kind" text NOT NULL,
	"title_sq" text COLLATE "sq-x-icu" NOT NULL,
	"title_en" text NOT NULL,
	"summary_sq" text NOT NULL,
	"summary_en" text NOT NULL,
	"body_sq" text NOT NULL,
	"body_en" text NOT NULL,
	"project_id" uuid,
	"published_on" date,
	"demo" boolean DEFAULT false NOT NULL,
	CONSTRAINT "publications_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "sittings" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"event_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"title_sq" text,
	"title_en" text,
	CONSTRAINT "sittings_position" UNIQUE("event_id","position"),
	CONSTRAINT "sittings_length" CHECK ("sittings"."ends_at" > "sittings"."starts_at" and "sittings"."ends_at" <= "sittings"."starts_at" + interval '16 hours')
);
--> statement-breakpoint
CREATE TABLE "vault"."data_keys" (
	"subject_id" uuid PRIMARY KEY NOT NULL,
	"subject_kind" text NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"key_encryption_key_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vault"."master_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"proof" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "account_links" ADD CONSTRAINT "account_links_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_roles" ADD CONSTRAINT "account_roles_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_roles" ADD CONSTRAINT "account_roles_granted_by_accounts_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_municipality_code_municipalities_code_fk" FOREIGN KEY ("municipality_code") REFERENCES "public"."municipalities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_claims" ADD CONSTRAINT "person_claims_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_ins" ADD CONSTRAINT "sign_ins_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aid_requests" ADD CONSTRAINT "aid_requests_referrer_organisation_id_organisations_id_fk" FOREIGN KEY ("referrer_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aid_requests" ADD CONSTRAINT "aid_requests_referrer_account_id_accounts_id_fk" FOREIGN KEY ("referrer_account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aid_requests" ADD CONSTRAINT "aid_requests_region_iso_regions_iso_fk" FOREIGN KEY ("region_iso") REFERENCES "public"."regions"("iso") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aid_requests" ADD CONSTRAINT "aid_requests_area_code_practice_areas_code_fk" FOREIGN KEY ("area_code") REFERENCES "public"."practice_areas"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aid_requests" ADD CONSTRAINT "aid_requests_category_code_beneficiary_categories_code_fk" FOREIGN KEY ("category_code") REFERENCES "public"."beneficiary_categories"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aid_requests" ADD CONSTRAINT "aid_requests_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."aid_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipt_sign_ins" ADD CONSTRAINT "receipt_sign_ins_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."aid_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."aid_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_identities" ADD CONSTRAINT "request_identities_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."aid_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_messages" ADD CONSTRAINT "request_messages_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."aid_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_moves" ADD CONSTRAINT "request_moves_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."aid_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_moves" ADD CONSTRAINT "request_moves_moved_by_accounts_id_fk" FOREIGN KEY ("moved_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_parties" ADD CONSTRAINT "request_parties_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."aid_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_safety" ADD CONSTRAINT "request_safety_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."aid_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_stories" ADD CONSTRAINT "request_stories_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."aid_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_traits" ADD CONSTRAINT "request_traits_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."aid_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_traits" ADD CONSTRAINT "request_traits_added_by_accounts_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."aid_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_service_type_code_service_types_code_fk" FOREIGN KEY ("service_type_code") REFERENCES "public"."service_types"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_given_by_accounts_id_fk" FOREIGN KEY ("given_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "triages" ADD CONSTRAINT "triages_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."aid_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "triages" ADD CONSTRAINT "triages_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "triages" ADD CONSTRAINT "triages_category_code_beneficiary_categories_code_fk" FOREIGN KEY ("category_code") REFERENCES "public"."beneficiary_categories"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_deadlines" ADD CONSTRAINT "case_deadlines_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_deadlines" ADD CONSTRAINT "case_deadlines_rule_code_deadline_rules_code_fk" FOREIGN KEY ("rule_code") REFERENCES "public"."deadline_rules"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_deadlines" ADD CONSTRAINT "case_deadlines_created_by_accounts_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_hours" ADD CONSTRAINT "case_hours_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_hours" ADD CONSTRAINT "case_hours_lawyer_id_lawyers_id_fk" FOREIGN KEY ("lawyer_id") REFERENCES "public"."lawyers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_notes" ADD CONSTRAINT "case_notes_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_notes" ADD CONSTRAINT "case_notes_written_by_accounts_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_steps" ADD CONSTRAINT "case_steps_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."aid_requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_offer_id_offers_id_fk" FOREIGN KEY ("offer_id") REFERENCES "public"."offers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_lawyer_id_lawyers_id_fk" FOREIGN KEY ("lawyer_id") REFERENCES "public"."lawyers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lawyer_approvals" ADD CONSTRAINT "lawyer_approvals_lawyer_id_lawyers_id_fk" FOREIGN KEY ("lawyer_id") REFERENCES "public"."lawyers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lawyer_approvals" ADD CONSTRAINT "lawyer_approvals_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lawyer_areas" ADD CONSTRAINT "lawyer_areas_lawyer_id_lawyers_id_fk" FOREIGN KEY ("lawyer_id") REFERENCES "public"."lawyers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lawyer_areas" ADD CONSTRAINT "lawyer_areas_area_code_practice_areas_code_fk" FOREIGN KEY ("area_code") REFERENCES "public"."practice_areas"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lawyer_courts" ADD CONSTRAINT "lawyer_courts_lawyer_id_lawyers_id_fk" FOREIGN KEY ("lawyer_id") REFERENCES "public"."lawyers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lawyer_courts" ADD CONSTRAINT "lawyer_courts_court_code_courts_code_fk" FOREIGN KEY ("court_code") REFERENCES "public"."courts"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lawyer_regions" ADD CONSTRAINT "lawyer_regions_lawyer_id_lawyers_id_fk" FOREIGN KEY ("lawyer_id") REFERENCES "public"."lawyers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lawyer_regions" ADD CONSTRAINT "lawyer_regions_region_iso_regions_iso_fk" FOREIGN KEY ("region_iso") REFERENCES "public"."regions"("iso") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lawyers" ADD CONSTRAINT "lawyers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lawyers" ADD CONSTRAINT "lawyers_chamber_code_bar_chambers_code_fk" FOREIGN KEY ("chamber_code") REFERENCES "public"."bar_chambers"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict_checks" ADD CONSTRAINT "conflict_checks_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."aid_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict_checks" ADD CONSTRAINT "conflict_checks_checked_by_accounts_id_fk" FOREIGN KEY ("checked_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict_findings" ADD CONSTRAINT "conflict_findings_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."aid_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict_findings" ADD CONSTRAINT "conflict_findings_lawyer_id_lawyers_id_fk" FOREIGN KEY ("lawyer_id") REFERENCES "public"."lawyers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conflict_findings" ADD CONSTRAINT "conflict_findings_cleared_by_accounts_id_fk" FOREIGN KEY ("cleared_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_moves" ADD CONSTRAINT "offer_moves_offer_id_offers_id_fk" FOREIGN KEY ("offer_id") REFERENCES "public"."offers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_moves" ADD CONSTRAINT "offer_moves_moved_by_accounts_id_fk" FOREIGN KEY ("moved_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_request_id_aid_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."aid_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_lawyer_id_lawyers_id_fk" FOREIGN KEY ("lawyer_id") REFERENCES "public"."lawyers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_offered_by_accounts_id_fk" FOREIGN KEY ("offered_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisation_members" ADD CONSTRAINT "organisation_members_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisation_members" ADD CONSTRAINT "organisation_members_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_region_iso_regions_iso_fk" FOREIGN KEY ("region_iso") REFERENCES "public"."regions"("iso") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_organisations" ADD CONSTRAINT "project_organisations_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_organisations" ADD CONSTRAINT "project_organisations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_targets" ADD CONSTRAINT "project_targets_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deadline_rules" ADD CONSTRAINT "deadline_rules_law_version_law_versions_key_fk" FOREIGN KEY ("law_version") REFERENCES "public"."law_versions"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "municipalities" ADD CONSTRAINT "municipalities_region_iso_regions_iso_fk" FOREIGN KEY ("region_iso") REFERENCES "public"."regions"("iso") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "municipalities" ADD CONSTRAINT "municipalities_court_code_courts_code_fk" FOREIGN KEY ("court_code") REFERENCES "public"."courts"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authenticator_apps" ADD CONSTRAINT "authenticator_apps_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkey_challenges" ADD CONSTRAINT "passkey_challenges_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_issued_by_accounts_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_unlocks" ADD CONSTRAINT "course_unlocks_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_unlocks" ADD CONSTRAINT "course_unlocks_area_code_practice_areas_code_fk" FOREIGN KEY ("area_code") REFERENCES "public"."practice_areas"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_partners" ADD CONSTRAINT "event_partners_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_partners" ADD CONSTRAINT "event_partners_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_trainers" ADD CONSTRAINT "event_trainers_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_trainers" ADD CONSTRAINT "event_trainers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_region_iso_regions_iso_fk" FOREIGN KEY ("region_iso") REFERENCES "public"."regions"("iso") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_municipality_code_municipalities_code_fk" FOREIGN KEY ("municipality_code") REFERENCES "public"."municipalities"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_created_by_accounts_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence_observations" ADD CONSTRAINT "presence_observations_sitting_id_sittings_id_fk" FOREIGN KEY ("sitting_id") REFERENCES "public"."sittings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence_observations" ADD CONSTRAINT "presence_observations_enrolment_id_enrolments_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence_observations" ADD CONSTRAINT "presence_observations_recorded_by_accounts_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence_observations" ADD CONSTRAINT "presence_observations_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sittings" ADD CONSTRAINT "sittings_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_links_account" ON "account_links" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_email_unique" ON "accounts" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "people_email_unique" ON "people" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "people_folded_name" ON "people" USING gin ("folded_name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "people_folded_name_exact" ON "people" USING btree ("folded_name");--> statement-breakpoint
CREATE UNIQUE INDEX "person_claims_one_open" ON "person_claims" USING btree ("person_id") WHERE "person_claims"."used_at" is null;--> statement-breakpoint
CREATE INDEX "sign_ins_account" ON "sign_ins" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "aid_requests_state" ON "aid_requests" USING btree ("state","received_at");--> statement-breakpoint
CREATE INDEX "aid_requests_referrer" ON "aid_requests" USING btree ("referrer_account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "consents_one_open" ON "consents" USING btree ("request_id","kind") WHERE "consents"."withdrawn_at" is null;--> statement-breakpoint
CREATE INDEX "receipt_sign_ins_request" ON "receipt_sign_ins" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "request_drafts_end" ON "request_drafts" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "request_identities_buckets" ON "request_identities" USING gin ("name_buckets");--> statement-breakpoint
CREATE INDEX "request_identities_phone" ON "request_identities" USING btree ("phone_hash");--> statement-breakpoint
CREATE INDEX "request_messages_request" ON "request_messages" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "request_moves_request" ON "request_moves" USING btree ("request_id","moved_at");--> statement-breakpoint
CREATE INDEX "request_parties_request" ON "request_parties" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "request_parties_buckets" ON "request_parties" USING gin ("name_buckets");--> statement-breakpoint
CREATE INDEX "services_request" ON "services" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "triages_request" ON "triages" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "audit_events_subject" ON "audit_events" USING btree ("subject_kind","subject_id");--> statement-breakpoint
CREATE INDEX "audit_events_actor" ON "audit_events" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "audit_events_time" ON "audit_events" USING btree ("happened_at");--> statement-breakpoint
CREATE INDEX "case_deadlines_case" ON "case_deadlines" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "case_deadlines_due" ON "case_deadlines" USING btree ("due_at") WHERE "case_deadlines"."state" = 'open';--> statement-breakpoint
CREATE INDEX "case_hours_case" ON "case_hours" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "case_hours_lawyer" ON "case_hours" USING btree ("lawyer_id","worked_on");--> statement-breakpoint
CREATE INDEX "case_notes_case" ON "case_notes" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "case_steps_case" ON "case_steps" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "cases_lawyer" ON "cases" USING btree ("lawyer_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_one_open" ON "cases" USING btree ("request_id") WHERE "cases"."state" = 'open';--> statement-breakpoint
CREATE INDEX "lawyer_areas_area" ON "lawyer_areas" USING btree ("area_code","lawyer_id");--> statement-breakpoint
CREATE INDEX "lawyer_regions_region" ON "lawyer_regions" USING btree ("region_iso","lawyer_id");--> statement-breakpoint
CREATE INDEX "lawyers_state" ON "lawyers" USING btree ("state");--> statement-breakpoint
CREATE INDEX "outbox_messages_waiting" ON "outbox_messages" USING btree ("created_at") WHERE "outbox_messages"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "outbox_messages_recipient" ON "outbox_messages" USING btree ("recipient_kind","recipient_id");--> statement-breakpoint
CREATE INDEX "conflict_checks_request" ON "conflict_checks" USING btree ("request_id","checked_at");--> statement-breakpoint
CREATE INDEX "offer_moves_offer" ON "offer_moves" USING btree ("offer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "offers_one_taker" ON "offers" USING btree ("request_id") WHERE "offers"."state" in ('holding', 'accepted') and "offers"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "offers_lawyer" ON "offers" USING btree ("lawyer_id","opened_at");--> statement-breakpoint
CREATE INDEX "offers_shares" ON "offers" USING btree ("opened_at","lawyer_id","state","estimated_hours") WHERE "offers"."state" not in ('declined', 'passed_over', 'withdrawn');--> statement-breakpoint
CREATE INDEX "offers_running" ON "offers" USING btree ("expires_at") WHERE "offers"."state" in ('open', 'holding');--> statement-breakpoint
CREATE UNIQUE INDEX "organisations_name_unique" ON "organisations" USING btree (lower("name_sq"),"kind");--> statement-breakpoint
CREATE INDEX "rate_limits_expire" ON "rate_limits" USING btree ("expire");--> statement-breakpoint
CREATE INDEX "passkey_challenges_expire" ON "passkey_challenges" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "passkeys_account" ON "passkeys" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "recovery_codes_account" ON "recovery_codes" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "certificates_valid_once" ON "certificates" USING btree ("event_id","person_id") WHERE "certificates"."state" = 'valid';--> statement-breakpoint
CREATE INDEX "certificates_person" ON "certificates" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "enrolments_seat_once" ON "enrolments" USING btree ("event_id","seat");--> statement-breakpoint
CREATE INDEX "enrolments_person" ON "enrolments" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "event_trainers_account" ON "event_trainers" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "events_coming" ON "events" USING btree ("starts_on","state");--> statement-breakpoint
CREATE INDEX "events_course" ON "events" USING btree ("course_id");--> statement-breakpoint
CREATE INDEX "events_project" ON "events" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "imports_event" ON "imports" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "presence_latest" ON "presence_observations" USING btree ("sitting_id","enrolment_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "presence_enrolment" ON "presence_observations" USING btree ("enrolment_id");--> statement-breakpoint
CREATE INDEX "presence_import" ON "presence_observations" USING btree ("import_id");--> statement-breakpoint
CREATE INDEX "data_keys_master" ON "vault"."data_keys" USING btree ("key_encryption_key_id");