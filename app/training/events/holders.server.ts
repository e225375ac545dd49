import { eq, inArray } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { organisations } from "#db/schema/organisations";
import { eventPartners, eventTrainers } from "#db/schema/training";
import { areTrainers } from "./queries.server";

export interface Holders {
  trainerIds?: readonly string[];
  /** Organisations that hold the event together with us. */
  partnerIds?: readonly string[];
}

/** Why these cannot hold an event, or null: trainers are active accounts with that role, partners are known. */
export async function holdersRefusal(
  tx: Context,
  { trainerIds = [], partnerIds = [] }: Holders,
): Promise<"unknown_trainer" | "unknown_partner" | null> {
  if (!(await areTrainers(tx, trainerIds))) return "unknown_trainer";
  const wanted = [...new Set(partnerIds)];
  if (wanted.length === 0) return null;
  const known = await tx.db
    .select({ id: organisations.id })
    .from(organisations)
    .where(inArray(organisations.id, wanted));
  return known.length === wanted.length ? null : "unknown_partner";
}

/** Makes these, and no others, the holders of an event. */
export async function writeHolders(
  tx: Context,
  eventId: string,
  { trainerIds = [], partnerIds = [] }: Holders,
): Promise<void> {
  await tx.db.delete(eventTrainers).where(eq(eventTrainers.eventId, eventId));
  await tx.db.delete(eventPartners).where(eq(eventPartners.eventId, eventId));
  const trainers = [...new Set(trainerIds)].map((accountId) => ({ eventId, accountId }));
  const partners = [...new Set(partnerIds)].map((organisationId) => ({ eventId, organisationId }));
  if (trainers.length > 0) await tx.db.insert(eventTrainers).values(trainers);
  if (partners.length > 0) await tx.db.insert(eventPartners).values(partners);
}
