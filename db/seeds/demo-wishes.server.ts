import { desc, eq } from "drizzle-orm";
import { askForCorrection } from "#app/accounts/ask-for-correction.server";
import { ownRecord } from "#app/accounts/own-wishes-queries.server";
import { contextFor } from "#app/context.server";
import { askForErasure } from "#app/legal-aid/erasures/ask-for-erasure.server";
import { aidRequests } from "../schema/aid-requests";
import { memberOf } from "./build.server";
import { before, type DemoRun, type DemoStaff, expectOk } from "./demo-run";

/** Two wishes that wait for the data-protection officer: an erasure that the desk heard of, and a corrected name. */
export async function loadWishes({ db, now }: DemoRun, staff: DemoStaff): Promise<void> {
  const [withdrawn] = await db
    .select({ id: aidRequests.id })
    .from(aidRequests)
    .where(eq(aidRequests.state, "withdrawn"))
    .orderBy(desc(aidRequests.receivedAt))
    .limit(1);
  const desk = contextFor(memberOf(staff.coordinator, "coordinator"), before(now, 2), db);
  expectOk(await askForErasure(desk, { requestId: withdrawn?.id ?? "" }));
  const professional = contextFor(memberOf(staff.professional, "professional"), before(now, 1), db);
  const record = await ownRecord(professional);
  const profession = "punonjëse sociale, drejtuese zyre";
  expectOk(await askForCorrection(professional, { ...record, profession, note: "Kam detyrë të re." }));
}
