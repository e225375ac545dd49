ALTER TABLE "imports" ADD COLUMN "confirmed_by" uuid;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "fill_contacts" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "stopped_as" text;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_confirmed_by_accounts_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;