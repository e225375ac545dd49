import { z } from "zod";

/** As many people as one list invites at most. */
export const MOST_INVITED = 300;

export interface Invitee {
  email: string;
  /** Null where the line says an address only. */
  name: { givenName: string; familyName: string } | null;
}

export type InviteesRead = { ok: true; invitees: Invitee[] } | { ok: false; lines: number[] };

const address = z.email().max(254);

/**
 * Reads a list of people, one a line: "Arta Hoxha <arta@example.al>", "arta@example.al", "Arta Hoxha; arta@example.al".
 * Each address counts once. Lines without an address that can be written to are answered with their numbers from 1.
 */
export function readInvitees(text: string): InviteesRead {
  const found = new Map<string, Invitee>();
  const wrong: number[] = [];
  for (const [place, line] of text.split(/\r?\n/).entries()) {
    if (!line.trim()) continue;
    const written = /[^\s<>;,()"]+@[^\s<>;,()"]+/.exec(line)?.[0] ?? "";
    const email = written.toLowerCase();
    if (!address.safeParse(email).success) wrong.push(place + 1);
    else if (!found.has(email)) found.set(email, { email, name: nameIn(line.replace(written, " ")) });
  }
  return wrong.length > 0 ? { ok: false, lines: wrong } : { ok: true, invitees: [...found.values()] };
}

/** The last word is the family name. */
function nameIn(rest: string): Invitee["name"] {
  const words = rest
    .replace(/[<>;,()"\t]+/g, " ")
    .normalize("NFC")
    .split(/\s+/)
    .filter(Boolean);
  const familyName = words.pop();
  if (!familyName || words.length === 0) return null;
  return { givenName: words.join(" ").slice(0, 80), familyName: familyName.slice(0, 80) };
}
