import type { Role } from "#db/vocabulary";

/**
 * Who may come to an address, written by hand from protection.md (Need to know) and product.md (Who uses it): never
 * generated from the guards. `everyone` needs no account, `receipt` the holder of a receipt only, `entering` somebody who
 * has given the password, `account` whoever is signed in; the rest names roles.
 */
export type Who = "everyone" | "receipt" | "entering" | "account" | readonly Role[];

const desk = ["coordinator"] as const;
const network = ["lawyer"] as const;
const trainings = ["training_manager"] as const;
const sessions = ["trainer", "training_manager"] as const;
const figures = ["manager", "coordinator", "training_manager"] as const;
const house = ["administrator"] as const;

export const permissionMatrix: Record<string, Who> = {
  // What a stranger sees: what this is, trainings, library, network, verification, asking for help.
  "": "everyone",
  network: "everyone",
  "network/join": "everyone",
  "network/join/received": "everyone",
  trainings: "everyone",
  "trainings.ics": "everyone",
  "trainings/:slug": "everyone",
  "trainings/:slug/registration": "everyone",
  library: "everyone",
  "library/:slug": "everyone",
  verify: "everyone",
  "verify/:code": "everyone",
  "verify/:code.json": "everyone",
  privacy: "everyone",
  accessibility: "everyone",
  ".well-known/security.txt": "everyone",
  help: "everyone",
  "help/exit": "everyone",
  "help/later": "everyone",
  "help/first": "everyone",
  "help/request/check": "everyone",
  "help/request/:question": "everyone",
  "help/status": "everyone",
  "*": "everyone",

  // A person with a receipt: her own request, in neutral words.
  "help/request/done": "receipt",
  "help/status/end": "receipt",
  "help/status/messages": "receipt",
  "help/status/contact": "receipt",
  "help/status/consents": "receipt",
  "help/status/withdrawal": "receipt",

  // Entering, and the own account.
  "sign-in": "everyone",
  "sign-in/demo": "everyone",
  "sign-in/passkey": "everyone",
  "sign-in/passkey-options": "everyone",
  "sign-out": "everyone",
  "account/link": "everyone",
  "account/link/:token": "everyone",
  "account/claim": "everyone",
  "account/email/:token": "everyone",
  "account/second-factor": "entering",
  "account/second-factor/new": "entering",
  "account/second-factor/passkey": "entering",
  "account/second-factor/passkey-options": "entering",
  "account/passkeys": "entering",
  "account/passkeys/options": "entering",
  "account/passkeys/:id/end": "entering",
  "account/authenticator": "entering",
  "account/authenticator/secret": "entering",
  "account/authenticator/end": "entering",
  "account/recovery-codes": "entering",
  "account/confirm": "account",
  account: "account",
  "account/other-sign-ins/end": "account",
  "account/sign-ins/:id/end": "account",
  "account/email": "account",
  "account/closing": "account",

  // Own trainings and certificates: everybody who has an account may have been trained.
  learn: "account",
  "learn/certificates": "account",
  "learn/certificates/:id.pdf": "account",
  "verify/:code.pdf": "account",

  // Trainers: own sessions; the training manager stands in for them. No legal-aid data.
  teach: ["trainer"],
  "teach/sittings/:id": sessions,
  "teach/sittings/:id/all-present": sessions,
  "teach/sittings/:id/marks": sessions,

  // Training managers: courses, events, people, certificates. No legal-aid data.
  manage: trainings,
  "manage/courses": trainings,
  "manage/courses/new": trainings,
  "manage/courses/:id": trainings,
  "manage/people": trainings,
  "manage/events": trainings,
  "manage/events/new": trainings,
  "manage/events/:id": trainings,
  "manage/events/:id/edit": trainings,
  "manage/events/:id/confirmation": trainings,
  "manage/events/:id/closing": trainings,
  "manage/events/:id/cancellation": trainings,
  "manage/events/:id/roster": trainings,
  "manage/events/:id/admissions": trainings,
  "manage/events/:id/admissions/:personId": trainings,
  "manage/enrolments/:id/admission": trainings,
  "manage/enrolments/:id/cancellation": trainings,
  "manage/enrolments/:id/refusal": trainings,
  "manage/events/:id/import": trainings,
  "manage/events/:id/imports/:importId": trainings,
  "manage/events/:id/imports/:importId/confirmation": trainings,
  "manage/events/:id/imports/:importId/reversal": trainings,
  "manage/events/:id/imports/:importId/dismissal": trainings,
  "manage/events/:id/certificates": trainings,
  "manage/events/:id/certificates.zip": trainings,
  "manage/events/:id/slips": trainings,
  "manage/certificates/:id.pdf": trainings,
  "manage/certificates/:id/revocation": trainings,
  "manage/certificates/:id/successor": trainings,

  // The desk: D1 to D3, the rest on opening with a reason. Nobody else, not even the administrator.
  desk,
  "desk/requests": desk,
  "desk/requests/new": desk,
  "desk/requests/:id": desk,
  "desk/requests/:id/story": desk,
  "desk/requests/:id/messages": desk,
  "desk/requests/:id/consents": desk,
  "desk/requests/:id/calls": desk,
  "desk/requests/:id/triage-opening": desk,
  "desk/requests/:id/triage": desk,
  "desk/requests/:id/means": desk,
  "desk/requests/:id/services": desk,
  "desk/requests/:id/closing": desk,
  "desk/requests/:id/reopening": desk,
  "desk/requests/:id/withdrawal": desk,
  "desk/requests/:id/matching": desk,
  "desk/requests/:id/conflict-checks": desk,
  "desk/requests/:id/conflicts/:lawyerId/clearance": desk,
  "desk/lawyers": desk,
  "desk/lawyers/:id": desk,
  "desk/lawyers/:id/licence": desk,
  "desk/lawyers/:id/rejection": desk,
  "desk/lawyers/:id/suspension": desk,
  "desk/lawyers/:id/suspension-end": desk,
  "desk/offers": desk,
  "desk/offers/:id/withdrawal": desk,
  "desk/cases": desk,
  "desk/deadlines": desk,
  "desk/coverage": desk,
  "desk/fairness": desk,

  // Lawyers: own offers, own cases.
  lawyer: network,
  "lawyer/offers/:id": network,
  "lawyer/offers/:id/hold": network,
  "lawyer/offers/:id/conflict": network,
  "lawyer/offers/:id/clearance": network,
  "lawyer/cases": network,
  "lawyer/cases/:id": network,
  "lawyer/cases/:id/file": network,
  "lawyer/cases/:id/steps/:stepId/end": network,
  "lawyer/cases/:id/deadlines": network,
  "lawyer/cases/:id/deadlines/:deadlineId/end": network,
  "lawyer/cases/:id/hours": network,
  "lawyer/cases/:id/hours/:hoursId/removal": network,
  "lawyer/cases/:id/hand-back": network,
  "lawyer/cases/:id/closing": network,
  "lawyer/hours": network,
  "lawyer/profile": network,

  // Referrers: received and answered of their own filings. Institutions: own people.
  partner: ["referrer", "institution_contact"],
  "partner/nominations": ["referrer", "institution_contact"],
  "partner/requests/new": ["referrer"],

  // Figures, small numbers suppressed.
  reports: figures,
  "reports/projects/:slug": figures,
  "reports/projects/:slug/export.csv": figures,
  "reports/annual": figures,
  "reports/annual.csv": figures,

  // The log, without content.
  audit: ["auditor", "dpo"],

  // People, roles, settings, jobs; nothing of legal aid.
  admin: house,
  "admin/accounts/:id": house,
  "admin/accounts/:id/roles/:role/end": house,
  "admin/accounts/:id/suspension": house,
  "admin/accounts/:id/suspension/end": house,
  "admin/accounts/:id/second-factors/end": house,
  "admin/invitations/new": house,
  "admin/organisations": house,
  "admin/settings": house,
  "admin/law": house,
  "admin/jobs": house,
  "admin/outbox": house,
  "admin/outbox/:id": house,
};
