import { createHmac, timingSafeEqual } from "node:crypto";
import { keyProvider } from "#app/protection/key-provider.server";
import { bytesOfBadge, inLetters } from "./badge-letters";

const ID_BYTES = 16;
const PROOF_BYTES = 9;

/**
 * What the QR of somebody's own badge holds: 40 letters that name nobody, the enrolment's id and 72 bits that only we can
 * make. A higher version makes another badge, and the old one opens nothing.
 */
export function badgeOf({ id, badgeVersion }: { id: string; badgeVersion: number }): string {
  return inLetters(Buffer.concat([Buffer.from(id.replaceAll("-", ""), "hex"), proofOf(id, badgeVersion)]));
}

/** The enrolment that a badge says it is of, with a test of what it says against a version; `null` where it is none. */
export function readBadge(given: string): { enrolmentId: string; fits: (badgeVersion: number) => boolean } | null {
  const bytes = bytesOfBadge(given);
  if (!bytes) return null;
  const hex = Buffer.from(bytes.subarray(0, ID_BYTES)).toString("hex");
  const enrolmentId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const proof = bytes.subarray(ID_BYTES);
  return { enrolmentId, fits: (badgeVersion) => timingSafeEqual(proof, proofOf(enrolmentId, badgeVersion)) };
}

function proofOf(id: string, badgeVersion: number): Buffer {
  const key = keyProvider().derive("badge");
  return createHmac("sha256", key).update(`${id.toLowerCase()}|${badgeVersion}`).digest().subarray(0, PROOF_BYTES);
}
