import { eq } from "drizzle-orm";
import { type Context, notFound } from "#app/context.server";
import { aidRequests } from "#db/schema/aid-requests";

/** A request as it stands, locked until the transaction ends. Throws the 404 for unknown ones. */
export async function lockRequest(context: Context, requestId: string) {
  const [request] = await context.db
    .select({ state: aidRequests.state, urgency: aidRequests.urgency, erasedAt: aidRequests.erasedAt })
    .from(aidRequests)
    .where(eq(aidRequests.id, requestId))
    .for("update");
  if (!request) throw notFound();
  return request;
}
