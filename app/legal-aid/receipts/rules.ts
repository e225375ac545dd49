const locatorLetters = /^[ACDEFGHJKMNPQRTWXY34679]{6}$/;

/** A locator as typed: spaces, dashes and small letters forgiven; null where it cannot be one. */
export function parseLocator(typed: string): string | null {
  const locator = typed.toUpperCase().replace(/[\s.·–—-]/g, "");
  return locatorLetters.test(locator) ? locator : null;
}

/** The 16 digits as typed, in whatever groups; null where they are not 16. */
export function parseReceiptSecret(typed: string): string | null {
  const digits = typed.replace(/[\s.·–—-]/g, "");
  return /^\d{16}$/.test(digits) ? digits : null;
}

/** 16 digits in four groups, as they are shown and read aloud. */
export function groupedSecret(digits: string): string {
  return (digits.match(/.{1,4}/g) ?? []).join(" ");
}

/** How long a receipt's session lasts without a page, in minutes. */
export const IDLE_MINUTES = 10;
/** The longest a receipt's session lasts, in minutes. */
export const SESSION_MINUTES = 60;

/** True while a receipt's session holds: 10 minutes after the last page, 60 after signing in. */
export function sessionHolds(session: { seenAt: Date; endsAt: Date }, now: Date): boolean {
  return now < session.endsAt && now.getTime() - session.seenAt.getTime() < IDLE_MINUTES * 60_000;
}
