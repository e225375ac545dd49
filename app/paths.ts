// Addresses that cross areas, go into mail or are printed. People bookmark them: they do not change.

export const paths = {
  home: "/",
  help: "/help",
  helpStatus: "/help/status",
  helpExit: "/help/exit",
  trainings: "/trainings",
  training: (slug: string) => `/trainings/${encodeURIComponent(slug)}`,
  trainingsFeed: "/trainings.ics",
  calendar: (token: string) => `/calendar/${token}.ics`,
  library: "/library",
  publication: (slug: string) => `/library/${encodeURIComponent(slug)}`,
  network: "/network",
  joinNetwork: "/network/join",
  verify: "/verify",
  certificate: (code: string) => `/verify/${encodeURIComponent(code)}`,
  privacy: "/privacy",
  accessibility: "/accessibility",
  signIn: "/sign-in",
  signOut: "/sign-out",
  account: "/account",
  calendars: "/account/calendars",
  ownData: "/account/data",
  ownDataArchive: "/account/data.zip",
  learn: "/learn",
  badge: (enrolmentId: string) => `/learn/enrolments/${enrolmentId}/badge`,
  teach: "/teach",
  presence: (enrolmentId: string) => `/teach/enrolments/${enrolmentId}`,
  manage: "/manage",
  people: "/manage/people",
  duplicates: "/manage/people/duplicates",
  duplicate: (keptId: string, mergedId: string) => `/manage/people/duplicates/${keptId}/${mergedId}`,
  merges: "/manage/people/merges",
  event: (id: string) => `/manage/events/${id}`,
  desk: "/desk",
  aidRequest: (id: string) => `/desk/requests/${id}`,
  lawyer: "/lawyer",
  offer: (id: string) => `/lawyer/offers/${id}`,
  case: (id: string) => `/lawyer/cases/${id}`,
  partner: "/partner",
  nominations: "/partner/nominations",
  reports: "/reports",
  audit: "/audit",
  erasures: "/audit/erasures",
  erasure: (id: string) => `/audit/erasures/${id}`,
  auditRequests: "/audit/requests",
  auditRequest: (id: string) => `/audit/requests/${id}`,
  breakGlasses: "/audit/break-glass",
  breakGlass: (id: string) => `/audit/break-glass/${id}`,
  admin: "/admin",
} as const;

/** An address with the language in it: for `/help`, where no cookie keeps it, and for links in mails. */
export function inLanguage(path: string, locale: string): string {
  const [way = "", anchor] = path.split("#");
  const joined = `${way}${way.includes("?") ? "&" : "?"}lang=${locale}`;
  return anchor ? `${joined}#${anchor}` : joined;
}
