import { eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Administrator, type Context, inTransaction } from "#app/context.server";
import { organisations } from "#db/schema/organisations";
import { regions } from "#db/schema/reference";
import type { OrganisationKind } from "#db/vocabulary";

export interface NewOrganisation {
  nameSq: string;
  nameEn: string;
  kind: OrganisationKind;
  regionIso: string | null;
}

/** Adds an organisation; one of the same name and kind is refused, and so is a region that no list knows. */
export async function addOrganisation(
  context: Context<Administrator>,
  organisation: NewOrganisation,
): Promise<{ ok: true; organisationId: string } | { ok: false; reason: "organisation_known" | "choice" }> {
  return inTransaction(context, async (tx) => {
    const { regionIso } = organisation;
    const known = regionIso && (await tx.db.select({}).from(regions).where(eq(regions.iso, regionIso)));
    if (known && known.length === 0) return { ok: false, reason: "choice" };
    const [added] = await tx.db
      .insert(organisations)
      .values({ ...organisation, createdAt: tx.now })
      .onConflictDoNothing()
      .returning({ id: organisations.id });
    if (!added) return { ok: false, reason: "organisation_known" };
    await recordAudit(tx, { action: "add-organisation", subjectKind: "organisation", subjectId: added.id });
    return { ok: true, organisationId: added.id };
  });
}
