import { and, eq } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, notFound } from "#app/context.server";
import { calendarDate } from "#app/i18n/format";
import { aidRequests, services } from "#db/schema/aid-requests";
import { serviceTypes } from "#db/schema/reference";
import { serviceRefusal } from "./rules";

/** Logs primary legal aid that was given, in minutes (law 111/2017 art. 3). Refuses secondary services and unknown types. */
export async function logService(
  context: Context<Coordinator>,
  input: { requestId: string; serviceTypeCode: string; minutes: number; givenOn: string },
): Promise<
  | { ok: true; serviceId: string }
  | { ok: false; reason: "date_past" | "before_request" | "wrong_state" | "unknown_type" }
> {
  const { requestId, serviceTypeCode, minutes, givenOn } = input;
  return inTransaction(context, async (tx) => {
    const [request] = await tx.db
      .select({ state: aidRequests.state, receivedAt: aidRequests.receivedAt })
      .from(aidRequests)
      .where(eq(aidRequests.id, requestId))
      .for("share");
    if (!request) throw notFound();
    const refusal = serviceRefusal(
      { givenOn },
      { state: request.state, receivedOn: calendarDate(request.receivedAt) },
      calendarDate(tx.now),
    );
    if (refusal) return { ok: false, reason: refusal };
    const [type] = await tx.db
      .select({ code: serviceTypes.code })
      .from(serviceTypes)
      .where(and(eq(serviceTypes.code, serviceTypeCode), eq(serviceTypes.kind, "primary")));
    if (!type) return { ok: false, reason: "unknown_type" };
    const [row] = await tx.db
      .insert(services)
      .values({ requestId, serviceTypeCode, minutes, givenOn, givenBy: tx.actor.accountId, createdAt: tx.now })
      .returning({ id: services.id });
    await recordAudit(tx, { action: "log-service", subjectKind: "request", subjectId: requestId });
    return { ok: true, serviceId: row?.id ?? "" };
  });
}
