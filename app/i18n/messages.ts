export const areas = [
  "common",
  "words",
  "forms",
  "notices",
  "public",
  "trainings",
  "enrolments",
  "help",
  "account",
  "learn",
  "teach",
  "manage",
  "desk",
  "lawyer",
  "network",
  "partner",
  "reports",
  "audit",
  "admin",
  "privacy",
  "mail",
  "certificates",
  "verify",
  "pdf",
  "errors",
  "operations",
  "documents",
] as const;
export type Area = (typeof areas)[number];

/** The shape of all messages; Albanian is the language that defines the keys. */
export interface Messages {
  common: typeof import("./sq/common.json");
  words: typeof import("./sq/words.json");
  forms: typeof import("./sq/forms.json");
  notices: typeof import("./sq/notices.json");
  public: typeof import("./sq/public.json");
  trainings: typeof import("./sq/trainings.json");
  enrolments: typeof import("./sq/enrolments.json");
  help: typeof import("./sq/help.json");
  account: typeof import("./sq/account.json");
  learn: typeof import("./sq/learn.json");
  teach: typeof import("./sq/teach.json");
  manage: typeof import("./sq/manage.json");
  desk: typeof import("./sq/desk.json");
  lawyer: typeof import("./sq/lawyer.json");
  network: typeof import("./sq/network.json");
  partner: typeof import("./sq/partner.json");
  reports: typeof import("./sq/reports.json");
  audit: typeof import("./sq/audit.json");
  admin: typeof import("./sq/admin.json");
  privacy: typeof import("./sq/privacy.json");
  mail: typeof import("./sq/mail.json");
  certificates: typeof import("./sq/certificates.json");
  verify: typeof import("./sq/verify.json");
  pdf: typeof import("./sq/pdf.json");
  errors: typeof import("./sq/errors.json");
  operations: typeof import("./sq/operations.json");
  documents: typeof import("./sq/documents.json");
}

type Leaf<T, Path extends string> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${K}` : Leaf<T[K], `${Path}${K}.`>;
}[keyof T & string];

type Keys = { [A in Area]: Leaf<Messages[A], ""> };

/** Every key inside one area: `KeyOf<"desk">`. */
export type KeyOf<A extends Area> = Keys[A];
/** Every key with its area in front: `"desk.queue.title"`. */
export type MessageKey = { [A in Area]: `${A}.${Keys[A]}` }[Area];
