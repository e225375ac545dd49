import { Secret, TOTP } from "otpauth";
import { open, seal } from "#app/protection/sealing.server";

const PERIOD_SECONDS = 30;
const place = (accountId: string) => ({
  table: "authenticator_apps",
  column: "secret",
  row: accountId,
  subject: accountId,
});

/** A new shared secret, 160 bits in base 32. */
export function newAppSecret(): string {
  return new Secret({ size: 20 }).base32;
}

export function sealAppSecret(key: Buffer, accountId: string, secret: string): Buffer {
  return seal(key, place(accountId), secret);
}

export function openAppSecret(key: Buffer, accountId: string, sealed: Buffer): string {
  return open(key, place(accountId), sealed);
}

/** What the QR code of the setting-up holds (otpauth://totp/…). */
export function setUpAddress(secret: string, email: string): string {
  return totp(secret, email).toString();
}

/** The 30-second step that a six-digit code belongs to, one step of clock difference allowed; null where it fits none. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const timestamp = now.getTime();
  const delta = totp(secret).validate({ token: code, timestamp, window: 1 });
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
}

/** The code of an instant: what the app would show. */
export function codeAt(secret: string, now: Date): string {
  return totp(secret).generate({ timestamp: now.getTime() });
}

function totp(secret: string, label = ""): TOTP {
  return new TOTP({
    issuer: "Përkrah",
    label,
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(secret),
  });
}
