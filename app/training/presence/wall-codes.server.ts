import { createHmac, timingSafeEqual } from "node:crypto";
import { keyProvider } from "#app/protection/key-provider.server";

/** The code changes after so many milliseconds; the one before it still counts. */
export const stepLength = 20_000;
const CLAIM_LENGTH = 600_000;
/** Letters that nobody takes for another one, read aloud or from the back of a room. */
const letters = "ACDEFGHJKMNPRTWXY3479";
const LENGTH = 6;

/** The number of the step at an instant. */
export const stepAt = (now: Date) => Math.floor(now.getTime() / stepLength);

/** The six letters of a sitting's wall in one step: nothing is kept, the key and the clock make them. */
export function wallCode(sittingId: string, step: number): string {
  const number = mac("wall", `${sittingId}|${step}`).readUIntBE(0, 6);
  return Array.from(
    { length: LENGTH },
    (_, place) => letters[Math.floor(number / letters.length ** place) % letters.length],
  ).join("");
}

/** Which of these sittings shows the code now, or showed it a step ago; letters may be typed small and with spaces. */
export function sittingOfCode(code: string, sittingIds: readonly string[], now: Date): string | null {
  const typed = code.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const step = stepAt(now);
  return sittingIds.find((id) => typed === wallCode(id, step) || typed === wallCode(id, step - 1)) ?? null;
}

export interface WallClaim {
  sittingId: string;
  /** When the code was first shown to us: that is when the person was there. */
  at: Date;
}

/** What a code is exchanged for: says for ten minutes, past signing in, that somebody saw it in time. */
export function sealClaim({ sittingId, at }: WallClaim): string {
  const text = `${sittingId}.${at.getTime()}`;
  return `${text}.${proofOf(text)}`;
}

/** The claim, or null where it is none of ours or older than ten minutes. */
export function openClaim(sealed: unknown, now: Date): WallClaim | null {
  const [, text = "", sittingId = "", at = "", given = ""] =
    /^(([0-9a-f-]{36})\.(\d{1,15}))\.([\w-]{43})$/.exec(typeof sealed === "string" ? sealed : "") ?? [];
  if (!text || !timingSafeEqual(Buffer.from(given), Buffer.from(proofOf(text)))) return null;
  const age = now.getTime() - Number(at);
  return age >= 0 && age <= CLAIM_LENGTH ? { sittingId, at: new Date(Number(at)) } : null;
}

/** In letters: the last one holds two bits that say nothing, and one claim has one way to be written. */
function proofOf(text: string): string {
  return mac("wall-claim", text).toString("base64url");
}

function mac(purpose: string, text: string): Buffer {
  return createHmac("sha256", keyProvider().derive(purpose)).update(text).digest();
}
