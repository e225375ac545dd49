import { bytesOfBadge, openRecord, sealWalkIn } from "../../public/scripts/door-sealing.js";

/** What somebody with the badge reads in a door's list, by the door's own script. */
export async function openedBy(badge: string, eventId: string, records: Record<string, string>) {
  const bytes = bytesOfBadge(badge);
  return bytes && openRecord(bytes, eventId, records);
}

/** A walk-in as the door's own script seals it. */
export function sealedWalkIn(serverKey: string, eventId: string, person: object): Promise<string> {
  return sealWalkIn(serverKey, eventId, person);
}
