import { index, type RouteConfig, route } from "@remix-run/route-config";

// People bookmark and print these addresses; they do not change.
const pages = [
  index("routes/public/home.tsx"),
  route("network", "routes/public/network.tsx"),
  route("network/join", "routes/public/network-join.tsx"),
  route("network/join/received", "routes/public/network-join-received.tsx"),
  route("trainings", "routes/public/trainings.tsx"),
  route("trainings.ics", "routes/public/trainings-feed.ts"),
  route("trainings/:slug", "routes/public/training.tsx"),
  route("trainings/:slug/registration", "routes/public/training-registration.tsx"),
  route("library", "routes/public/library.tsx"),
  route("library/:slug", "routes/public/publication.tsx"),
  route("verify", "routes/public/verify.tsx"),
  route("verify/:code", "routes/public/verify-code.tsx"),
  route("verify/:code.json", "routes/public/verify-json.ts"),
  route("privacy", "routes/public/privacy.tsx"),
  route("accessibility", "routes/public/accessibility.tsx"),
  route(".well-known/security.txt", "routes/public/security-txt.ts"),
];

const help: RouteConfig = [
  route("help", "routes/help/home.tsx"),
  route("help/exit", "routes/help/exit.tsx"),
  route("help/later", "routes/help/later.tsx"),
  route("help/first", "routes/help/first.tsx"),
  route("help/request/check", "routes/help/check.tsx"),
  route("help/request/done", "routes/help/done.tsx"),
  route("help/request/:question", "routes/help/question.tsx"),
  route("help/status", "routes/help/status.tsx"),
  route("help/status/end", "routes/help/status-end.ts"),
  route("help/status/messages", "routes/help/status-messages.tsx"),
  route("help/status/contact", "routes/help/status-contact.tsx"),
  route("help/status/consents", "routes/help/status-consents.tsx"),
  route("help/status/withdrawal", "routes/help/status-withdrawal.tsx"),
];

const account = [
  route("sign-in", "routes/account/sign-in.tsx"),
  route("sign-in/demo", "routes/account/sign-in-demo.tsx"),
  route("sign-in/passkey", "routes/account/sign-in-passkey.ts"),
  route("sign-in/passkey-options", "routes/account/sign-in-passkey-options.ts"),
  route("sign-out", "routes/account/sign-out.tsx"),
  route("account", "routes/account/home.tsx"),
  route("account/other-sign-ins/end", "routes/account/end-other-sign-ins.tsx"),
  route("account/sign-ins/:id/end", "routes/account/sign-in-end.ts"),
  route("account/second-factor", "routes/account/second-factor.tsx"),
  route("account/second-factor/new", "routes/account/second-factor-new.tsx"),
  route("account/second-factor/passkey", "routes/account/second-factor-passkey.ts"),
  route("account/second-factor/passkey-options", "routes/account/second-factor-passkey-options.ts"),
  route("account/confirm", "routes/account/confirm.tsx"),
  route("account/passkeys", "routes/account/passkeys.ts"),
  route("account/passkeys/options", "routes/account/passkey-options.ts"),
  route("account/passkeys/:id/end", "routes/account/passkey-end.tsx"),
  route("account/authenticator", "routes/account/authenticator.tsx"),
  route("account/authenticator/secret", "routes/account/authenticator-secret.ts"),
  route("account/authenticator/end", "routes/account/authenticator-end.tsx"),
  route("account/recovery-codes", "routes/account/recovery-codes.tsx"),
  route("account/email", "routes/account/email.tsx"),
  route("account/email/:token", "routes/account/email-confirmation.tsx"),
  route("account/closing", "routes/account/closing.tsx"),
  route("account/link", "routes/account/link.tsx"),
  route("account/link/:token", "routes/account/password.tsx"),
  route("account/claim", "routes/account/claim.tsx"),
];

const learn: RouteConfig = [
  route("learn", "routes/learn/home.tsx"),
  route("learn/certificates", "routes/learn/certificates.tsx"),
];

const teach: RouteConfig = [
  route("teach", "routes/teach/home.tsx"),
  route("teach/sittings/:id", "routes/teach/roster.tsx"),
  route("teach/sittings/:id/all-present", "routes/teach/all-present.ts"),
  route("teach/sittings/:id/marks", "routes/teach/marks.ts"),
];

const manage: RouteConfig = [
  route("manage", "routes/manage/home.tsx"),
  route("manage/courses", "routes/manage/courses.tsx"),
  route("manage/courses/new", "routes/manage/course-new.tsx"),
  route("manage/courses/:id", "routes/manage/course.tsx"),
  route("manage/people", "routes/manage/people.tsx"),
  route("manage/events", "routes/manage/events.tsx"),
  route("manage/events/new", "routes/manage/event-new.tsx"),
  route("manage/events/:id", "routes/manage/event.tsx"),
  route("manage/events/:id/edit", "routes/manage/event-edit.tsx"),
  route("manage/events/:id/confirmation", "routes/manage/event-confirmation.ts"),
  route("manage/events/:id/closing", "routes/manage/event-closing.ts"),
  route("manage/events/:id/cancellation", "routes/manage/event-cancellation.tsx"),
  route("manage/events/:id/roster", "routes/manage/roster.tsx"),
  route("manage/events/:id/admissions", "routes/manage/admissions.tsx"),
  route("manage/events/:id/admissions/:personId", "routes/manage/known-admission.ts"),
  route("manage/enrolments/:id/admission", "routes/manage/enrolment-admission.ts"),
  route("manage/enrolments/:id/cancellation", "routes/manage/enrolment-cancellation.ts"),
  route("manage/enrolments/:id/refusal", "routes/manage/enrolment-refusal.ts"),
  route("manage/events/:id/import", "routes/manage/import.tsx"),
  route("manage/events/:id/imports/:importId", "routes/manage/import-preview.tsx"),
  route("manage/events/:id/imports/:importId/confirmation", "routes/manage/import-confirmation.ts"),
  route("manage/events/:id/imports/:importId/reversal", "routes/manage/import-reversal.ts"),
  route("manage/events/:id/imports/:importId/dismissal", "routes/manage/import-dismissal.ts"),
  route("manage/events/:id/certificates", "routes/manage/event-certificates.tsx"),
  route("manage/events/:id/slips", "routes/manage/event-slips.tsx"),
  route("manage/certificates/:id/revocation", "routes/manage/certificate-revocation.tsx"),
  route("manage/certificates/:id/successor", "routes/manage/certificate-successor.ts"),
];

const desk: RouteConfig = [
  route("desk", "routes/desk/home.tsx"),
  route("desk/requests", "routes/desk/requests.tsx"),
  route("desk/requests/new", "routes/desk/request-new.tsx"),
  route("desk/requests/:id", "routes/desk/request.tsx"),
  route("desk/requests/:id/story", "routes/desk/request-story.tsx"),
  route("desk/requests/:id/messages", "routes/desk/request-messages.tsx"),
  route("desk/requests/:id/consents", "routes/desk/request-consents.tsx"),
  route("desk/requests/:id/calls", "routes/desk/request-calls.ts"),
  route("desk/requests/:id/triage-opening", "routes/desk/request-triage-opening.ts"),
  route("desk/requests/:id/triage", "routes/desk/request-triage.tsx"),
  route("desk/requests/:id/means", "routes/desk/request-means.tsx"),
  route("desk/requests/:id/services", "routes/desk/request-services.tsx"),
  route("desk/requests/:id/closing", "routes/desk/request-closing.tsx"),
  route("desk/requests/:id/reopening", "routes/desk/request-reopening.tsx"),
  route("desk/requests/:id/withdrawal", "routes/desk/request-withdrawal.tsx"),
];

const deskNetwork = [
  route("desk/lawyers", "routes/desk/lawyers.tsx"),
  route("desk/lawyers/:id", "routes/desk/lawyer.tsx"),
  route("desk/lawyers/:id/licence", "routes/desk/lawyer-licence.tsx"),
  route("desk/lawyers/:id/rejection", "routes/desk/lawyer-rejection.ts"),
  route("desk/lawyers/:id/suspension", "routes/desk/lawyer-suspension.tsx"),
  route("desk/lawyers/:id/suspension-end", "routes/desk/lawyer-suspension-end.ts"),
  route("desk/requests/:id/matching", "routes/desk/request-matching.tsx"),
  route("desk/requests/:id/conflict-checks", "routes/desk/request-conflict-checks.ts"),
  route("desk/requests/:id/conflicts/:lawyerId/clearance", "routes/desk/request-conflict-clearance.ts"),
  route("desk/offers", "routes/desk/offers.tsx"),
  route("desk/offers/:id/withdrawal", "routes/desk/offer-withdrawal.ts"),
  route("desk/cases", "routes/desk/cases.tsx"),
  route("desk/deadlines", "routes/desk/deadlines.tsx"),
  route("desk/coverage", "routes/desk/coverage.tsx"),
  route("desk/fairness", "routes/desk/fairness.tsx"),
];

const lawyer = [
  route("lawyer", "routes/lawyer/home.tsx"),
  route("lawyer/offers/:id", "routes/lawyer/offer.tsx"),
  route("lawyer/offers/:id/hold", "routes/lawyer/offer-hold.ts"),
  route("lawyer/offers/:id/conflict", "routes/lawyer/offer-conflict.tsx"),
  route("lawyer/offers/:id/clearance", "routes/lawyer/offer-clearance.ts"),
  route("lawyer/cases", "routes/lawyer/cases.tsx"),
  route("lawyer/cases/:id", "routes/lawyer/case.tsx"),
  route("lawyer/cases/:id/file", "routes/lawyer/case-file.tsx"),
  route("lawyer/cases/:id/steps/:stepId/end", "routes/lawyer/case-step-end.ts"),
  route("lawyer/cases/:id/deadlines", "routes/lawyer/case-deadlines.tsx"),
  route("lawyer/cases/:id/deadlines/:deadlineId/end", "routes/lawyer/case-deadline-end.ts"),
  route("lawyer/cases/:id/hours", "routes/lawyer/case-hours.tsx"),
  route("lawyer/cases/:id/hours/:hoursId/removal", "routes/lawyer/case-hours-removal.ts"),
  route("lawyer/cases/:id/hand-back", "routes/lawyer/case-hand-back.tsx"),
  route("lawyer/cases/:id/closing", "routes/lawyer/case-closing.tsx"),
  route("lawyer/hours", "routes/lawyer/hours.tsx"),
  route("lawyer/profile", "routes/lawyer/profile.tsx"),
];

const partner: RouteConfig = [
  route("partner", "routes/partner/home.tsx"),
  route("partner/nominations", "routes/partner/nominations.tsx"),
  route("partner/requests/new", "routes/partner/request-new.tsx"),
];

const reports = [
  route("reports", "routes/reports/projects.tsx"),
  route("reports/projects/:slug", "routes/reports/project.tsx"),
  route("reports/projects/:slug/export.csv", "routes/reports/project-csv.ts"),
  route("reports/annual", "routes/reports/annual.tsx"),
  route("reports/annual.csv", "routes/reports/annual-csv.ts"),
];

const audit = [route("audit", "routes/audit/log.tsx")];

const admin = [
  route("admin", "routes/admin/people.tsx"),
  route("admin/accounts/:id", "routes/admin/account.tsx"),
  route("admin/accounts/:id/roles/:role/end", "routes/admin/account-role-end.ts"),
  route("admin/accounts/:id/suspension", "routes/admin/account-suspension.ts"),
  route("admin/accounts/:id/suspension/end", "routes/admin/account-suspension-end.ts"),
  route("admin/accounts/:id/second-factors/end", "routes/admin/account-factors-end.ts"),
  route("admin/invitations/new", "routes/admin/new-invitation.tsx"),
  route("admin/organisations", "routes/admin/organisations.tsx"),
  route("admin/settings", "routes/admin/settings.tsx"),
  route("admin/law", "routes/admin/law.tsx"),
  route("admin/jobs", "routes/admin/jobs.tsx"),
  route("admin/outbox", "routes/admin/outbox.tsx"),
  route("admin/outbox/:id", "routes/admin/outbox-message.tsx"),
];

const downloads: RouteConfig = [
  route("verify/:code.pdf", "routes/downloads/verified-pdf.ts"),
  route("learn/certificates/:id.pdf", "routes/downloads/own-certificate.ts"),
  route("manage/certificates/:id.pdf", "routes/downloads/certificate-pdf.ts"),
  route("manage/events/:id/certificates.zip", "routes/downloads/certificates-zip.ts"),
];

export default [
  ...pages,
  ...help,
  ...account,
  ...learn,
  ...teach,
  ...manage,
  ...desk,
  ...deskNetwork,
  ...lawyer,
  ...partner,
  ...reports,
  ...audit,
  ...admin,
  ...downloads,
  route("*", "routes/public/not-found.tsx"),
] satisfies RouteConfig;
