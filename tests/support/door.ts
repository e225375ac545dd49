import { bytesOfBadge, openRecord, sealForServer } from "../../public/scripts/door-sealing.js";

/** What somebody with the badge reads in a door's list, by the door's own script. */
export async function openedBy(badge: string, eventId: string, records: Record<string, string>) {
  const bytes = bytesOfBadge(badge);
  return bytes && openRecord(bytes, eventId, records);
}

/** What a door keeps, as its own script seals it. */
export function sealedAtDoor(serverKey: string, eventId: string, what: object): Promise<string> {
  return sealForServer(serverKey, eventId, what);
}
