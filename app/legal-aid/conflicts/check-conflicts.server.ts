import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { recordAudit } from "#app/audit/record-audit.server";
import { type Context, type Coordinator, inTransaction, notFound } from "#app/context.server";
import { placeOf } from "#app/legal-aid/aid-requests/sealed-places";
import { openDataKey } from "#app/protection/data-keys.server";
import { open, openMaybe } from "#app/protection/sealing.server";
import { accounts, people } from "#db/schema/accounts";
import { aidRequests, requestIdentities, requestParties } from "#db/schema/aid-requests";
import { cases } from "#db/schema/cases";
import { lawyers } from "#db/schema/lawyers";
import { conflictChecks, conflictFindings } from "#db/schema/offers";
import type { RequestState } from "#db/vocabulary";
import { conflictBand, enoughNames, type LawyerNames, type RequestNames } from "./rules";

/**
 * Compares the names of a request with the clients and opponents of every open case of the network and with the lawyers
 * themselves. Keeps bands and reason codes; possible and conflict wait for the desk, lawyers learn nothing. Every file
 * that is opened leaves its audit row, the comparison one with the number of names.
 */
export async function checkConflicts(
  context: Context<Coordinator>,
  { requestId }: { requestId: string },
): Promise<{ ok: true; enough: boolean; found: number; compared: number }> {
  return inTransaction(context, async (tx) => {
    const [request] = await tx.db
      .select({ state: aidRequests.state })
      .from(aidRequests)
      .where(eq(aidRequests.id, requestId));
    if (!request) throw notFound();
    const own = await namesOf(tx, requestId, request.state);
    const network = await namesOfNetwork(tx, requestId);
    let found = 0;
    for (const [lawyerId, names] of network) {
      const { band, reasons } = conflictBand(own, names);
      if (band !== "possible" && band !== "conflict") continue;
      found++;
      await tx.db
        .insert(conflictFindings)
        .values({ requestId, lawyerId, band, reasons, foundAt: tx.now })
        .onConflictDoUpdate({
          target: [conflictFindings.requestId, conflictFindings.lawyerId],
          set: { band, reasons, foundAt: tx.now },
          // What the desk has cleared stays cleared while nothing new is found.
          setWhere: sql`${conflictFindings.band} <> ${band} or ${conflictFindings.reasons} <> ${sql.param(reasons, conflictFindings.reasons)}`,
        });
    }
    const compared = [...network.values()].reduce(
      (sum, { clients, opponents }) => sum + 1 + clients.length + opponents.length,
      0,
    );
    const enough = enoughNames(own);
    await tx.db
      .insert(conflictChecks)
      .values({ requestId, checkedBy: tx.actor.accountId, checkedAt: tx.now, enough, compared });
    await recordAudit(tx, { action: "check-conflicts", subjectKind: "request", subjectId: requestId, count: compared });
    return { ok: true, enough, found, compared };
  });
}

/** Client and opponents of one request, opened for the comparison. */
async function namesOf(context: Context<Coordinator>, requestId: string, state: RequestState): Promise<RequestNames> {
  const key = await openDataKey(context, {
    requestId,
    state,
    classes: ["identity", "party"],
    reason: "conflict_check",
  });
  const [identity] = await context.db
    .select({ name: requestIdentities.name })
    .from(requestIdentities)
    .where(eq(requestIdentities.requestId, requestId));
  const parties = await context.db
    .select({ id: requestParties.id, side: requestParties.side, name: requestParties.name })
    .from(requestParties)
    .where(eq(requestParties.requestId, requestId));
  return {
    client: openMaybe(key, placeOf("request_identities.name", requestId), identity?.name ?? null),
    opponents: parties
      .filter(({ side }) => side === "opponent" || side === "opponent_kin")
      .map(({ id, name }) => open(key, placeOf("request_parties.name", requestId, id), name)),
  };
}

async function namesOfNetwork(context: Context<Coordinator>, requestId: string): Promise<Map<string, LawyerNames>> {
  const members = await context.db
    .select({ id: lawyers.id, own: sql<string>`${people.givenName} || ' ' || ${people.familyName}` })
    .from(lawyers)
    .innerJoin(accounts, eq(accounts.id, lawyers.accountId))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(inArray(lawyers.state, ["verified", "suspended"]));
  const network = new Map(
    members.map(({ id, own }) => [id, { own, clients: [] as string[], opponents: [] as string[] }]),
  );
  const running = await context.db
    .select({ requestId: cases.requestId, lawyerId: cases.lawyerId, state: aidRequests.state })
    .from(cases)
    .innerJoin(aidRequests, eq(aidRequests.id, cases.requestId))
    .where(and(eq(cases.state, "open"), eq(aidRequests.state, "assigned"), ne(cases.requestId, requestId)));
  for (const { requestId: other, lawyerId, state } of running) {
    const names = await namesOf(context, other, state);
    const lawyer = network.get(lawyerId);
    if (names.client !== null) lawyer?.clients.push(names.client);
    lawyer?.opponents.push(...names.opponents);
  }
  return network;
}
