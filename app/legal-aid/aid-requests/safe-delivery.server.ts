import { eq } from "drizzle-orm";
import { type Context, notFound, type System } from "#app/context.server";
import { offerSettings } from "#app/legal-aid/offers/offer-settings.server";
import { clockAfter } from "#app/legal-aid/offers/rules";
import { openDataKey } from "#app/protection/data-keys.server";
import { openMaybe } from "#app/protection/sealing.server";
import { aidRequests, requestSafety } from "#db/schema/aid-requests";
import type { Locale } from "#db/vocabulary";
import type { SafeContact } from "./filing";
import { newsWay } from "./rules";
import { placeOf } from "./sealed-places";

export type SafeDelivery = { way: "mail"; to: string; locale: Locale } | { way: "call" } | { way: "page" };

/**
 * How news may reach a person at this moment: asked when the outbox sends, not when the message was written. Mail only
 * where her sealed rules of now say mail; opening them leaves its audit row. The request stays locked until the message is
 * taken up; between that and the provider her rules are compared again (`rulesNow`), and the database asks for the channel.
 */
export async function safeDelivery(context: Context<System>, requestId: string): Promise<SafeDelivery> {
  const [request] = await context.db
    .select({
      state: aidRequests.state,
      channel: aidRequests.contactChannel,
      language: aidRequests.language,
      rules: requestSafety.contactRules,
    })
    .from(aidRequests)
    .leftJoin(requestSafety, eq(requestSafety.requestId, aidRequests.id))
    .where(eq(aidRequests.id, requestId))
    .for("share", { of: aidRequests });
  if (!request) throw notFound();
  const way = newsWay(request.channel);
  if (way !== "mail") return { way };
  const key = await openDataKey(context, { requestId, state: request.state, classes: ["safety"], reason: "message" });
  const text = openMaybe(key, placeOf("request_safety.contact_rules", requestId), request.rules);
  const contact: SafeContact | null = text === null ? null : JSON.parse(text);
  if (contact?.channel !== "email" || !contact.email) return { way: "page" };
  return { way, to: contact.email, locale: request.language === "sq" ? "sq" : "en" };
}

/** Her rules as they lie there, sealed: other bytes are other rules. No change of them passes before the caller is done. */
export async function rulesNow(context: Context<System>, requestId: string): Promise<string | null> {
  const [row] = await context.db
    .select({ rules: requestSafety.contactRules })
    .from(aidRequests)
    .leftJoin(requestSafety, eq(requestSafety.requestId, aidRequests.id))
    .where(eq(aidRequests.id, requestId))
    .for("share", { of: aidRequests });
  return row?.rules?.toString("base64") ?? null;
}

/** She has been told something: the days of silence begin anew. */
export async function noteHeard({ db, now }: Context, requestId: string): Promise<void> {
  await db.update(aidRequests).set({ lastHeardAt: now }).where(eq(aidRequests.id, requestId));
}

/** True in waking hours (setting `waking_hours`): at night no telephone lights up because of us. */
export async function mayDisturb(context: Context): Promise<boolean> {
  const { waking } = await offerSettings(context);
  return clockAfter(context.now, 0, waking).getTime() === context.now.getTime();
}
