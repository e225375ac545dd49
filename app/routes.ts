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

const account: RouteConfig = [];

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
