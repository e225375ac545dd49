import { index, type RouteConfig, route } from "@remix-run/route-config";

// People bookmark and print these addresses; they do not change.
const pages = [
  index("routes/public/home.tsx"),
  route("network", "routes/public/network.tsx"),
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

const help: RouteConfig = [];

const account = [
  route("sign-in", "routes/account/sign-in.tsx"),
  route("sign-in/demo", "routes/account/sign-in-demo.tsx"),
  route("sign-out", "routes/account/sign-out.tsx"),
  route("account", "routes/account/home.tsx"),
  route("account/other-sign-ins/end", "routes/account/end-other-sign-ins.tsx"),
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
  route("manage/events/:id/certificates", "routes/manage/event-certificates.tsx"),
  route("manage/events/:id/slips", "routes/manage/event-slips.tsx"),
  route("manage/certificates/:id/revocation", "routes/manage/certificate-revocation.tsx"),
  route("manage/certificates/:id/successor", "routes/manage/certificate-successor.ts"),
];

const desk: RouteConfig = [];

const lawyer: RouteConfig = [];

const partner: RouteConfig = [];

const reports: RouteConfig = [];

const audit: RouteConfig = [];

const admin: RouteConfig = [];

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
  ...lawyer,
  ...partner,
  ...reports,
  ...audit,
  ...admin,
  ...downloads,
  route("*", "routes/public/not-found.tsx"),
] satisfies RouteConfig;
