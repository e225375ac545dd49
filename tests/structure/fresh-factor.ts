/**
 * Where the second factor is asked for again, written by hand from protection.md (Accounts): exports, break-glass, roles,
 * invitations, erasures, what destroys data at night, who is let back in, who is approved. `page` and `button` are the
 * loader and the action of an address.
 */
export const freshFactor: Record<string, readonly ("page" | "button")[]> = {
  "account/closing": ["page", "button"],
  "account/data/erasure": ["page", "button"],
  "account/data.zip": ["page", "button"],
  "admin/accounts/:id": ["button"],
  "admin/accounts/:id/organisation": ["button"],
  "admin/accounts/:id/roles/:role/end": ["button"],
  "admin/accounts/:id/second-factors/end": ["button"],
  "admin/accounts/:id/suspension/end": ["button"],
  "admin/invitations/new": ["page", "button"],
  "admin/retention/clock": ["button"],
  "admin/retention/:code": ["page", "button"],
  "audit/break-glass/:id/approval": ["button"],
  "audit/break-glass/:id/documents/:documentId/copies": ["button"],
  "audit/break-glass/:id/file": ["button"],
  "audit/break-glass/:id/refusal": ["button"],
  "audit/erasures/:id": ["button"],
  "audit/log.csv": ["page"],
  "audit/log.xlsx": ["page"],
  "audit/requests/:id/break-glass": ["button"],
  "desk/lawyers/:id": ["button"],
  "desk/lawyers/:id/suspension-end": ["button"],
  "manage/events/:id/certificates.zip": ["page"],
  "reports/annual.csv": ["page"],
  "reports/annual.xlsx": ["page"],
  "reports/projects/:slug/export.csv": ["page"],
  "reports/projects/:slug/export.xlsx": ["page"],
  "manage/courses.csv": ["page"],
  "manage/courses.xlsx": ["page"],
  "manage/people.csv": ["page"],
  "manage/people.xlsx": ["page"],
  "manage/events.csv": ["page"],
  "manage/events.xlsx": ["page"],
  "manage/events/:id/roster.csv": ["page"],
  "manage/events/:id/roster.xlsx": ["page"],
  "manage/events/:id/certificates.csv": ["page"],
  "manage/events/:id/certificates.xlsx": ["page"],
  "desk/lawyers.csv": ["page"],
  "desk/lawyers.xlsx": ["page"],
  "desk/offers.csv": ["page"],
  "desk/offers.xlsx": ["page"],

  // Setting up another factor, or taking one away, asks whoever has one.
  "account/authenticator": ["page", "button"],
  "account/authenticator/end": ["page", "button"],
  "account/authenticator/secret": ["button"],
  "account/passkeys": ["button"],
  "account/passkeys/:id/end": ["page", "button"],
  "account/passkeys/options": ["button"],
  "account/recovery-codes": ["page", "button"],
  "account/second-factor/new": ["page"],
  // A passkey that is refused leads back to the page that asked for it.
  "account/second-factor/passkey": ["button"],
};

/** Exports that need no factor: of what everybody may see, or of one's own. */
export const openExports: readonly string[] = [
  "trainings.ics",
  "calendar/:token.ics",
  "verify/:code.json",
  "enrolments/:token/calendar.ics",
  "learn/enrolments/:id/calendar.ics",
];
