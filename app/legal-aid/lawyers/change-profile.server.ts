import { and, eq, inArray, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, inTransaction, type Lawyer, notFound } from "#app/context.server";
import { lawyerAreas, lawyerRegions, lawyers } from "#db/schema/lawyers";
import { practiceAreas, regions } from "#db/schema/reference";
import type { ProfileForm } from "./forms";

/**
 * Keeps a lawyer's own areas, regions, languages, capacity, pledge, duty and leave. A changed pledge restarts the share
 * at the median, so that promising less does not bring work and promising more does not bring a flood.
 */
export async function changeProfile(
  context: Context<Lawyer>,
  profile: ProfileForm,
): Promise<{ ok: true } | { ok: false; reason: "unknown_code"; field: "areas" | "regions" }> {
  return inTransaction(context, async (tx) => {
    const { db, actor, now } = tx;
    const [lawyer] = await db
      .select({ id: lawyers.id, pledgedHours: lawyers.pledgedHours })
      .from(lawyers)
      .where(and(eq(lawyers.accountId, actor.accountId), eq(lawyers.state, "verified")))
      .for("update");
    if (!lawyer) throw notFound();
    const areas = [...new Set(profile.areas)];
    const isos = [...new Set(profile.regions)];
    const knownAreas = await db
      .select({ code: practiceAreas.code })
      .from(practiceAreas)
      .where(inArray(practiceAreas.code, areas));
    if (knownAreas.length < areas.length) return { ok: false, reason: "unknown_code", field: "areas" };
    const knownRegions = await db.select({ iso: regions.iso }).from(regions).where(inArray(regions.iso, isos));
    if (knownRegions.length < isos.length) return { ok: false, reason: "unknown_code", field: "regions" };
    const { languages, capacity, pledgedHours, remote, onDuty, onLeaveUntil } = profile;
    await db
      .update(lawyers)
      .set({
        languages,
        capacity,
        pledgedHours,
        remote,
        onDuty,
        onLeaveUntil,
        sharesFrom: pledgedHours === lawyer.pledgedHours ? sql`${lawyers.sharesFrom}` : now,
      })
      .where(eq(lawyers.id, lawyer.id));
    await db.delete(lawyerAreas).where(eq(lawyerAreas.lawyerId, lawyer.id));
    await db.delete(lawyerRegions).where(eq(lawyerRegions.lawyerId, lawyer.id));
    await db.insert(lawyerAreas).values(areas.map((areaCode) => ({ lawyerId: lawyer.id, areaCode })));
    await db.insert(lawyerRegions).values(isos.map((regionIso) => ({ lawyerId: lawyer.id, regionIso })));
    await recordAudit(tx, { action: "change-profile", subjectKind: "lawyer", subjectId: lawyer.id });
    return { ok: true };
  });
}
