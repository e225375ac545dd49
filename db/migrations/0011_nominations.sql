ALTER TABLE "enrolments" ADD COLUMN "nominated_by" uuid;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_nominated_by_organisations_id_fk" FOREIGN KEY ("nominated_by") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "enrolments_nominated" ON "enrolments" USING btree ("nominated_by");