import { asc, desc, eq } from "drizzle-orm";
import { type Context, type Coordinator, inTransaction, notFound } from "#app/context.server";
import { deskSight } from "#app/legal-aid/aid-requests/rules";
import { openPerson } from "#app/legal-aid/aid-requests/sealed-parts.server";
import { ownName } from "#app/organisations/own-name-queries.server";
import { accounts, people } from "#db/schema/accounts";
import { aidRequests, services, triages } from "#db/schema/aid-requests";
import { practiceAreas, serviceTypes } from "#db/schema/reference";
import type { Locale } from "#db/vocabulary";

export type ServiceRecord = Awaited<ReturnType<typeof recordOfServices>>;

/**
 * The record (procesverbal) of the primary aid given on a request: the services, oldest first, and who asked, where the
 * desk wants the name on it and may see it at once; opening it leaves its audit row. Throws the 404 for unknown requests
 * and for those on which no aid was logged.
 */
export async function recordOfServices(
  context: Context<Coordinator>,
  { requestId, named, locale }: { requestId: string; named: boolean; locale: Locale },
) {
  return inTransaction(context, async (tx) => {
    const [request] = await tx.db
      .select({ code: aidRequests.code, state: aidRequests.state, area: practiceAreas[locale] })
      .from(aidRequests)
      .leftJoin(practiceAreas, eq(practiceAreas.code, aidRequests.areaCode))
      .where(eq(aidRequests.id, requestId));
    const given = await servicesInOrder(tx, requestId, locale);
    if (!request || given.length === 0) throw notFound();
    const { state, ...about } = request;
    const [decision] = await tx.db
      .select({ article: triages.article })
      .from(triages)
      .where(eq(triages.requestId, requestId))
      .orderBy(desc(triages.decidedAt))
      .limit(1);
    const mayName = named && deskSight(state) === "at_once";
    const person = mayName ? await openPerson(tx, requestId, state, "intake") : null;
    return {
      ...about,
      organisation: await ownName(tx, locale),
      article: decision?.article ?? null,
      name: person?.name ?? null,
      birthYear: person?.birthYear ?? null,
      services: given,
    };
  });
}

async function servicesInOrder({ db }: Context, requestId: string, locale: Locale) {
  const rows = await db
    .select({
      id: services.id,
      type: serviceTypes[locale],
      minutes: services.minutes,
      givenOn: services.givenOn,
      givenName: people.givenName,
      familyName: people.familyName,
    })
    .from(services)
    .innerJoin(serviceTypes, eq(serviceTypes.code, services.serviceTypeCode))
    .innerJoin(accounts, eq(accounts.id, services.givenBy))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(services.requestId, requestId))
    .orderBy(asc(services.givenOn), asc(services.createdAt));
  return rows.map(({ givenName, familyName, ...row }) => ({ ...row, by: `${givenName} ${familyName}` }));
}
