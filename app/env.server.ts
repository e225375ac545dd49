import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";

const blankIsUnset = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema.optional());
const withDefault = <T extends z.ZodType>(schema: T, value: z.input<T>) =>
  z.preprocess((given) => blankIsUnset(given) ?? value, schema);

const postgresUrl = (name: string) =>
  z
    .string()
    .regex(
      /^postgres(ql)?:\/\//,
      `${name} must be a PostgreSQL address such as postgres://user:password@host:5432/name`,
    );

const webUrl = (name: string) =>
  z
    .string()
    .refine(
      (value) => /^https?:\/\//.test(value) && URL.canParse(value),
      `${name} must begin with https:// or http://`,
    );

const origin = webUrl("ORIGIN").refine(
  (value) => URL.canParse(value) && new URL(value).origin === value,
  "ORIGIN is the address without a path and without a slash at its end, such as https://perkrah.example.al",
);

const proxies = z.string().transform((value, issues) => {
  const addresses = value.split(",").map((part) => part.trim());
  for (const address of addresses) {
    const [ip = "", bits] = address.split("/");
    const widest = isIP(ip) === 6 ? 128 : 32;
    if (isIP(ip) === 0 || (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= widest)))
      issues.addIssue({
        code: "custom",
        message: "TRUSTED_PROXY is an IP address or network (10.0.0.1, 10.0.0.0/8), several separated by commas",
      });
  }
  return addresses;
});

const scanner = z.string().transform((value, issues) => {
  if (value.startsWith("/")) return { path: value };
  const [, host = "", port = ""] = /^\[?([^\s[\]]+?)\]?:(\d{1,5})$/.exec(value) ?? [];
  if (host === "" || Number(port) < 1 || Number(port) > 65_535)
    issues.addIssue({
      code: "custom",
      message: "CLAMAV is where clamd listens: host:port such as 127.0.0.1:3310, or the path of its socket",
    });
  return { host, port: Number(port) };
});

const recipients = z.string().transform((value, issues) => {
  const keys = value.split(/[\s,]+/).filter((part) => part !== "");
  if (keys.length === 0 || keys.some((key) => !/^age1[02-9ac-hj-np-z]{50,}$/.test(key)))
    issues.addIssue({
      code: "custom",
      message: "BACKUP_RECIPIENT is a public key (age1…), several separated by commas; npm run backup:key makes a pair",
    });
  return keys;
});

const variables = z.object({
  NODE_ENV: withDefault(
    z.enum(["development", "production", "test"], "NODE_ENV must be development, production or test"),
    "production",
  ),
  ORIGIN: optional(origin),
  HOST: optional(z.string()),
  PORT: optional(
    z.coerce
      .number("PORT must be a number")
      .int("PORT must be a whole number")
      .min(0, "PORT must be between 0 and 65535")
      .max(65535, "PORT must be between 0 and 65535"),
  ),
  WEB_PROCESSES: withDefault(
    z.coerce
      .number("WEB_PROCESSES must be a number")
      .int("WEB_PROCESSES must be a whole number")
      .min(1, "WEB_PROCESSES must be at least 1")
      .max(64, "WEB_PROCESSES must be at most 64"),
    Math.min(4, availableParallelism()),
  ),
  DATABASE_URL: optional(postgresUrl("DATABASE_URL")),
  DATABASE_OWNER_URL: optional(postgresUrl("DATABASE_OWNER_URL")),
  DATABASE_EMBEDDED: optional(z.enum(["1"])),
  DATA_DIR: withDefault(z.string(), ".data"),
  AUDIT_ANCHOR_DIR: optional(z.string()),
  BACKUP_RECIPIENT: optional(recipients),
  BACKUP_DIR: optional(z.string()),
  KEY_ENCRYPTION_KEY: optional(z.string()),
  KEY_ENCRYPTION_KEY_FILE: optional(z.string()),
  SMTP_URL: optional(z.string().regex(/^smtps?:\/\//, "SMTP_URL must begin with smtp:// or smtps://")),
  RESEND_API_KEY: optional(z.string()),
  RESEND_API_URL: optional(webUrl("RESEND_API_URL")),
  MAIL_FROM: optional(z.string().regex(/@/, "MAIL_FROM must hold a mail address")),
  MAIL_FROM_NEUTRAL: optional(z.string().regex(/@/, "MAIL_FROM_NEUTRAL must hold a mail address")),
  CLAMAV: optional(scanner),
  PLAIN_HOSTS: optional(z.string().transform((value) => value.toLowerCase().split(/[\s,]+/))),
  TRUSTED_PROXY: optional(proxies),
  PROXY_HEADER: withDefault(
    z
      .string()
      .transform((value) => value.toLowerCase())
      .pipe(z.string().regex(/^[a-z0-9-]+$/, "PROXY_HEADER is the name of a header, such as X-Forwarded-For")),
    "x-forwarded-for",
  ),
  LOG_LEVEL: withDefault(
    z.enum(
      ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
      "LOG_LEVEL must be fatal, error, warn, info, debug, trace or silent",
    ),
    "info",
  ),
  LOG_FILE: optional(z.string()),
  PERKRAH_ADDRESS: optional(origin),
  SECURITY_CONTACT: optional(
    z.string().regex(/^(mailto:|https:\/\/)/, "SECURITY_CONTACT must begin with mailto: or https://"),
  ),
  QUICK_EXIT_URL: withDefault(webUrl("QUICK_EXIT_URL"), "https://www.google.com/search?q=moti"),
});

/** The environment is wrong; the message lists every mistake in a sentence of its own. */
export class EnvironmentError extends Error {
  override name = "EnvironmentError";
}

/** Reads the environment; throws `EnvironmentError` with one sentence a line. */
export function parseEnvironment(source: Record<string, string | undefined>) {
  const parsed = variables.safeParse(source);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.message}.`);
  const values = parsed.data;
  if (values) problems.push(...contradictions(values));
  if (!values || problems.length > 0)
    throw new EnvironmentError(
      `The settings are not usable:\n${[...new Set(problems)].map((line) => `  - ${line}`).join("\n")}`,
    );
  const embedded = values.DATABASE_URL === undefined || values.DATABASE_EMBEDDED === "1";
  const demo = embedded && values.ORIGIN === undefined;
  return {
    nodeEnv: values.NODE_ENV,
    production: values.NODE_ENV === "production",
    /** The embedded server and no ORIGIN: invented data, a button per role, this machine only. */
    demo,
    embedded,
    origin: values.ORIGIN,
    /** Where links in mail and QR codes lead: ORIGIN, else what the starter found free. */
    address: values.ORIGIN ?? values.PERKRAH_ADDRESS ?? `http://localhost:${values.PORT ?? 3000}`,
    host: demo ? "127.0.0.1" : (values.HOST ?? "127.0.0.1"),
    port: values.PORT,
    /** How many processes answer requests on that port. */
    webProcesses: values.WEB_PROCESSES,
    databaseUrl: values.DATABASE_URL,
    databaseOwnerUrl: values.DATABASE_OWNER_URL,
    dataDir: resolve(values.DATA_DIR),
    /** Where the end of the audit chain is written down, better on another machine's disk. */
    anchorDir: resolve(values.AUDIT_ANCHOR_DIR ?? join(values.DATA_DIR, "anchors")),
    /** Public keys that backups are encrypted to; the private ones are never on this machine. */
    backupRecipients: values.BACKUP_RECIPIENT ?? [],
    /** Where backups are written, better on another machine's disk. */
    backupDir: resolve(values.BACKUP_DIR ?? join(values.DATA_DIR, "backups")),
    keyEncryptionKey: values.KEY_ENCRYPTION_KEY ?? secretFrom(values.KEY_ENCRYPTION_KEY_FILE),
    keyEncryptionKeyFile: values.KEY_ENCRYPTION_KEY_FILE,
    smtpUrl: values.SMTP_URL,
    resendApiKey: values.RESEND_API_KEY,
    resendApiUrl: values.RESEND_API_URL,
    mailFrom: values.MAIL_FROM ?? "Përkrah <perkrah@localhost>",
    /** The sender of mail about legal aid: says nothing to whoever reads somebody's mailbox. */
    mailFromNeutral: neutralSender(values),
    /** The virus scanner; without one no paper can be opened. */
    clamav: values.CLAMAV,
    trustedProxies: values.TRUSTED_PROXY ?? [],
    proxyHeader: values.PROXY_HEADER,
    logLevel: values.LOG_LEVEL,
    /** Absent: standard output. */
    logFile: values.LOG_FILE,
    /** Whom to tell about a weakness; the sender's address where nothing is set. */
    securityContact: values.SECURITY_CONTACT,
    quickExitUrl: values.QUICK_EXIT_URL,
  };
}

export type Environment = ReturnType<typeof parseEnvironment>;

let current: Environment | undefined;

/** The environment of this process, parsed at the first call. */
export function env(): Environment {
  current ??= parseEnvironment(process.env);
  return current;
}

/** Reads the environment again: the starter sets the embedded server's addresses after the first look. */
export function refreshEnvironment(): Environment {
  current = parseEnvironment(process.env);
  return current;
}

function contradictions(values: z.infer<typeof variables>): string[] {
  const problems: string[] = [];
  if (values.DATABASE_URL && !values.DATABASE_OWNER_URL)
    problems.push("DATABASE_URL needs DATABASE_OWNER_URL beside it: the owner migrates, the application only works.");
  if (values.DATABASE_OWNER_URL && !values.DATABASE_URL)
    problems.push("DATABASE_OWNER_URL needs DATABASE_URL beside it: the application never works as the owner.");
  if (values.DATABASE_URL && values.DATABASE_URL === values.DATABASE_OWNER_URL)
    problems.push("DATABASE_URL and DATABASE_OWNER_URL must name two different roles.");
  if (values.KEY_ENCRYPTION_KEY && values.KEY_ENCRYPTION_KEY_FILE)
    problems.push("Set KEY_ENCRYPTION_KEY or KEY_ENCRYPTION_KEY_FILE, not both.");
  if (values.SMTP_URL && values.RESEND_API_KEY) problems.push("Set SMTP_URL or RESEND_API_KEY, not both.");
  if (values.MAIL_FROM_NEUTRAL && telling.test(values.MAIL_FROM_NEUTRAL))
    problems.push("MAIL_FROM_NEUTRAL must not say what this is about: neither the name nor the address.");
  if (values.MAIL_FROM && telling.test(values.MAIL_FROM) && !values.MAIL_FROM_NEUTRAL)
    problems.push(
      "MAIL_FROM says what this is about: MAIL_FROM_NEUTRAL must name another sender for mail about legal aid.",
    );
  if (values.KEY_ENCRYPTION_KEY_FILE && secretFrom(values.KEY_ENCRYPTION_KEY_FILE) === undefined)
    problems.push("KEY_ENCRYPTION_KEY_FILE cannot be read or is empty.");
  return [...problems, ...readableOnTheWay(values)];
}

/** What would go over a network unencrypted, or to somebody whose certificate nobody looks at. */
function readableOnTheWay(values: z.infer<typeof variables>): string[] {
  const { DATABASE_URL, DATABASE_OWNER_URL, SMTP_URL, RESEND_API_URL, ORIGIN, CLAMAV, PLAIN_HOSTS = [] } = values;
  const stays = (host: string) =>
    /^(localhost|127(\.\d+){3}|\[?::1\]?|\/.*)?$/.test(host) || PLAIN_HOSTS.includes(host.toLowerCase());
  const leaves = (address: string | undefined) =>
    address !== undefined && URL.canParse(address) && !hostsOf(new URL(address)).every(stays);
  const setting = (address: string | undefined, name: string) => new URL(address ?? "").searchParams.get(name);
  const otherwise = "or name its host in PLAIN_HOSTS, where nobody else is on that network";
  const problems: string[] = [];
  for (const [name, address] of Object.entries({ DATABASE_URL, DATABASE_OWNER_URL }))
    if (leaves(address) && setting(address, "sslmode") !== "verify-full")
      problems.push(`${name} leads to another machine: end it with ?sslmode=verify-full, ${otherwise}.`);
  if (leaves(SMTP_URL) && !(SMTP_URL?.startsWith("smtps:") || setting(SMTP_URL, "requireTLS") === "true"))
    problems.push(
      `SMTP_URL leads to another machine: begin it with smtps:// or end it with ?requireTLS=true, ${otherwise}.`,
    );
  if (SMTP_URL && /rejectUnauthorized=(false|0)/i.test(SMTP_URL))
    problems.push("SMTP_URL must not switch off the check of the certificate (rejectUnauthorized).");
  if (leaves(RESEND_API_URL) && !RESEND_API_URL?.startsWith("https:"))
    problems.push("RESEND_API_URL must begin with https://.");
  if (leaves(ORIGIN) && !ORIGIN?.startsWith("https:")) problems.push("ORIGIN must begin with https://.");
  if (CLAMAV && "host" in CLAMAV && !stays(CLAMAV.host ?? ""))
    problems.push(
      `CLAMAV leads to another machine, and clamd reads papers in clear: use its socket, a tunnel that ends here, ${otherwise}.`,
    );
  return problems;
}

/** Every host that an address can lead to: PostgreSQL's may name others, or the folder of a socket, after the question mark. */
function hostsOf(address: URL): string[] {
  const named = address.searchParams.getAll("host").flatMap((hosts) => hosts.split(","));
  return [...named, ...address.hostname.split(",")];
}

const telling =
  /p[eë]rkrah|ndihm|\baid\b|ligj|legal|jurid|jurist|avoka|lawyer|probono|pro-bono|vikti|victim|dhun[eë]|violen|refug|shelter|streh/i;

function neutralSender({ MAIL_FROM, MAIL_FROM_NEUTRAL }: z.infer<typeof variables>): string {
  return MAIL_FROM_NEUTRAL ?? (MAIL_FROM && !telling.test(MAIL_FROM) ? MAIL_FROM : "Njoftime <njoftime@localhost>");
}

function secretFrom(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, "utf8").trim() || undefined;
  } catch {
    return undefined;
  }
}
