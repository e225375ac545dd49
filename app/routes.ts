import { index, type RouteConfig, route } from "@remix-run/route-config";

// People bookmark and print these addresses; they do not change.
const pages = [
  index("routes/public/home.tsx"),
  route("network", "routes/public/network.tsx"),
  route("library", "routes/public/library.tsx"),
  route("library/:slug", "routes/public/publication.tsx"),
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

const learn: RouteConfig = [];

const teach: RouteConfig = [];

const manage: RouteConfig = [];

const desk: RouteConfig = [];

const lawyer: RouteConfig = [];

const partner: RouteConfig = [];

const reports: RouteConfig = [];

const audit: RouteConfig = [];

const admin: RouteConfig = [];

const downloads: RouteConfig = [];

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
