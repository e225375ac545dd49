import { eq } from "drizzle-orm";
import { type Context, type DataProtectionOfficer, notFound } from "#app/context.server";
import { erasures } from "#db/schema/erasures";

/** The row of what was asked, locked until the transaction ends; the 404 where there is none. */
export async function lockErasure(tx: Context<DataProtectionOfficer>, erasureId: string) {
  const [erasure] = await tx.db.select().from(erasures).where(eq(erasures.id, erasureId)).for("update");
  if (!erasure) throw notFound();
  return erasure;
}
