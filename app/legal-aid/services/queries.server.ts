import { asc, desc, eq } from "drizzle-orm";
import type { Context, Coordinator } from "#app/context.server";
import { accounts, people } from "#db/schema/accounts";
import { services } from "#db/schema/aid-requests";
import { serviceTypes } from "#db/schema/reference";

/** Primary aid given on a request, newest first. */
export async function servicesOf(context: Context<Coordinator>, requestId: string) {
  return context.db
    .select({
      id: services.id,
      minutes: services.minutes,
      givenOn: services.givenOn,
      sq: serviceTypes.sq,
      en: serviceTypes.en,
      givenName: people.givenName,
      familyName: people.familyName,
    })
    .from(services)
    .innerJoin(serviceTypes, eq(serviceTypes.code, services.serviceTypeCode))
    .innerJoin(accounts, eq(accounts.id, services.givenBy))
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(services.requestId, requestId))
    .orderBy(desc(services.givenOn), desc(services.createdAt));
}

export async function primaryServiceTypes(context: Context<Coordinator>) {
  return context.db
    .select({ code: serviceTypes.code, sq: serviceTypes.sq, en: serviceTypes.en })
    .from(serviceTypes)
    .where(eq(serviceTypes.kind, "primary"))
    .orderBy(asc(serviceTypes.position));
}
