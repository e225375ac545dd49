import { asc, eq } from "drizzle-orm";
import { contextFor } from "#app/context.server";
import { approveBreakGlass } from "#app/legal-aid/break-glass/approve-break-glass.server";
import { askForBreakGlass } from "#app/legal-aid/break-glass/ask-for-break-glass.server";
import { endBreakGlass } from "#app/legal-aid/break-glass/end-break-glass.server";
import { refuseBreakGlass } from "#app/legal-aid/break-glass/refuse-break-glass.server";
import { aidRequests } from "../schema/aid-requests";
import type { BreakGlassReason, RequestState } from "../vocabulary";
import { memberOf } from "./build.server";
import { before, type DemoRun, type DemoStaff, expectOk } from "./demo-run";

/** Three times break-glass: opened and shut again, refused, and waiting for whoever tries the demo as the second person. */
export async function loadOversight({ db, now }: DemoRun, staff: DemoStaff): Promise<void> {
  const dpo = (at: Date) => contextFor(memberOf(staff.dpo, "dpo"), at, db);
  const ask = async (state: RequestState, reason: BreakGlassReason, at: Date) => {
    const [request] = await db
      .select({ id: aidRequests.id })
      .from(aidRequests)
      .where(eq(aidRequests.state, state))
      .orderBy(asc(aidRequests.receivedAt))
      .limit(1);
    const asked = await askForBreakGlass(dpo(at), { requestId: request?.id ?? "", reason });
    expectOk(asked);
    return asked.id;
  };
  const shut = await ask("assigned", "complaint", before(now, 6));
  const auditor = memberOf(staff.auditor, "auditor");
  expectOk(await approveBreakGlass(contextFor(auditor, before(now, 6, -20), db), { id: shut }));
  expectOk(await endBreakGlass(dpo(before(now, 6, -45)), { id: shut }));
  const refused = await ask("closed", "authority", before(now, 3));
  const administrator = memberOf(staff.administrator, "administrator");
  expectOk(await refuseBreakGlass(contextFor(administrator, before(now, 3, -90), db), { id: refused }));
  await ask("matching", "own_data", before(now, 0, 50));
}
