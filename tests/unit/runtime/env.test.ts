import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { EnvironmentError, parseEnvironment } from "#app/env.server";

const server = {
  DATABASE_URL: "postgres://perkrah_app:x@db/perkrah?sslmode=verify-full",
  DATABASE_OWNER_URL: "postgres://perkrah_owner:x@db/perkrah?sslmode=verify-full",
};

function complaint(source: Record<string, string>): string {
  try {
    parseEnvironment(source);
  } catch (failure) {
    if (failure instanceof EnvironmentError) return failure.message;
    throw failure;
  }
  return "";
}

describe("demo mode", () => {
  test("is the embedded server without an address", () => {
    expect(parseEnvironment({})).toMatchObject({ demo: true, embedded: true, host: "127.0.0.1" });
  });
  test("stays on this machine whatever HOST says", () => {
    expect(parseEnvironment({ HOST: "0.0.0.0" }).host).toBe("127.0.0.1");
  });
  test("ends with an ORIGIN or a database of one's own", () => {
    expect(parseEnvironment({ ORIGIN: "https://perkrah.example.al" })).toMatchObject({ demo: false, embedded: true });
    expect(parseEnvironment(server)).toMatchObject({ demo: false, embedded: false });
    expect(parseEnvironment({ ...server, HOST: "0.0.0.0" }).host).toBe("0.0.0.0");
  });
  test("survives that the starter fills in the embedded server's addresses", () => {
    expect(parseEnvironment({ ...server, DATABASE_EMBEDDED: "1" })).toMatchObject({ demo: true, embedded: true });
  });
});

describe("mistakes are told in sentences", () => {
  test.each([
    ["ORIGIN with a path", { ORIGIN: "https://perkrah.example.al/app" }, /ORIGIN is the address without a path/],
    ["ORIGIN with a slash", { ORIGIN: "https://perkrah.example.al/" }, /ORIGIN is the address without a path/],
    ["ORIGIN without a scheme", { ORIGIN: "perkrah.example.al" }, /ORIGIN must begin with https/],
    ["PORT in words", { PORT: "http" }, /PORT must be a number/],
    ["PORT out of range", { PORT: "70000" }, /PORT must be between 0 and 65535/],
    ["a database without its owner", { DATABASE_URL: server.DATABASE_URL }, /DATABASE_URL needs DATABASE_OWNER_URL/],
    [
      "an owner without the database",
      { DATABASE_OWNER_URL: server.DATABASE_URL },
      /DATABASE_OWNER_URL needs DATABASE_URL/,
    ],
    [
      "one role for both",
      { DATABASE_URL: server.DATABASE_URL, DATABASE_OWNER_URL: server.DATABASE_URL },
      /two different roles/,
    ],
    [
      "a database of another kind",
      { ...server, DATABASE_URL: "mysql://x" },
      /DATABASE_URL must be a PostgreSQL address/,
    ],
    ["two keys", { KEY_ENCRYPTION_KEY: "a", KEY_ENCRYPTION_KEY_FILE: "/b" }, /not both/],
    ["a key file that is not there", { KEY_ENCRYPTION_KEY_FILE: "/nowhere/key" }, /cannot be read/],
    [
      "the private key of backups where the public one belongs",
      { BACKUP_RECIPIENT: "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX" },
      /^(?![\s\S]*SECRET)[\s\S]*BACKUP_RECIPIENT is a public key/,
    ],
    ["two ways to send mail", { SMTP_URL: "smtp://localhost", RESEND_API_KEY: "x" }, /SMTP_URL or RESEND_API_KEY/],
    [
      "a sender for legal aid that tells",
      { MAIL_FROM_NEUTRAL: "Ndihmë ligjore <info@example.al>" },
      /MAIL_FROM_NEUTRAL must not say/,
    ],
    [
      "a sender for legal aid whose domain tells",
      { MAIL_FROM_NEUTRAL: "Info <info@perkrah.example.al>" },
      /MAIL_FROM_NEUTRAL must not say/,
    ],
    ["a telling sender alone", { MAIL_FROM: "Përkrah <info@perkrah.example.al>" }, /MAIL_FROM_NEUTRAL must name/],
    ["a proxy that is no address", { TRUSTED_PROXY: "nginx" }, /TRUSTED_PROXY is an IP address or network/],
    ["a network that is too wide", { TRUSTED_PROXY: "10.0.0.0/33" }, /TRUSTED_PROXY/],
    ["a log level of one's own", { LOG_LEVEL: "loud" }, /LOG_LEVEL must be/],
  ])("%s", (_, source, sentence) => {
    expect(complaint(source)).toMatch(sentence);
  });
  test("all at once", () => {
    expect(complaint({ PORT: "x", ORIGIN: "y", LOG_LEVEL: "z" }).match(/^ {2}- /gm)?.length).toBeGreaterThanOrEqual(3);
  });
  test("and never repeat a secret", () => {
    expect(complaint({ DATABASE_URL: "mysql://me:hunter2@db", SMTP_URL: "http://hunter2" })).not.toContain("hunter2");
  });
});

describe("what leaves this machine is encrypted, and the other end has shown its certificate", () => {
  const database = (rest: string) => ({
    DATABASE_URL: `postgres://perkrah_app:x@${rest}`,
    DATABASE_OWNER_URL: `postgres://perkrah_owner:x@${rest}`,
  });
  test.each([
    ["a database without TLS", database("db.example.al/perkrah"), /DATABASE_URL leads[\s\S]*DATABASE_OWNER_URL leads/],
    ["a database behind any certificate", database("db.example.al/perkrah?sslmode=require"), /sslmode=verify-full/],
    ["one of several hosts", database("localhost/perkrah?host=127.0.0.1,db.example.al"), /sslmode=verify-full/],
    ["a name that begins like ours", database("localhost.example.al/perkrah"), /sslmode=verify-full/],
    ["mail that may be sent in clear", { SMTP_URL: "smtp://mail.example.al:587" }, /SMTP_URL leads/],
    ["mail with TLS if it likes", { SMTP_URL: "smtp://mail.example.al?requireTLS=false" }, /SMTP_URL leads/],
    [
      "mail to anybody",
      { SMTP_URL: "smtps://mail.example.al?tls.rejectUnauthorized=false" },
      /check of the certificate/,
    ],
    ["a provider without TLS", { RESEND_API_URL: "http://api.example.al" }, /RESEND_API_URL must begin with https/],
    ["pages without TLS", { ORIGIN: "http://perkrah.example.al" }, /ORIGIN must begin with https/],
    ["papers in clear", { CLAMAV: "clamd.example.al:3310" }, /CLAMAV leads/],
  ])("%s is refused", (_, source, sentence) => {
    expect(complaint(source)).toMatch(sentence);
    expect(complaint(source)).not.toContain(":x@");
  });
  test.each([
    ["this machine", { ...database("localhost:5432/perkrah"), SMTP_URL: "smtp://127.0.0.1:25", CLAMAV: "[::1]:3310" }],
    ["sockets", { ...database("localhost/perkrah?host=/run/postgresql"), CLAMAV: "/run/clamd.sock" }],
    ["checked TLS", { ...server, SMTP_URL: "smtps://mail.example.al", RESEND_API_URL: "https://api.example.al" }],
    ["TLS from the second word on", { SMTP_URL: "smtp://mail.example.al:587/?requireTLS=true" }],
    [
      "a network of one's own, on purpose",
      { ...database("db/perkrah"), CLAMAV: "clamd:3310", SMTP_URL: "smtp://mail", PLAIN_HOSTS: "db, clamd mail" },
    ],
  ])("%s is taken", (_, source) => {
    expect(complaint(source)).toBe("");
  });
});

test("an empty variable is one that is not set", () => {
  expect(parseEnvironment({ ORIGIN: "", PORT: " ", DATABASE_URL: "" })).toMatchObject({ demo: true, port: undefined });
});

test("mail about legal aid has a sender that tells nothing, with and without settings", () => {
  const neutral = (source: Record<string, string>) => parseEnvironment(source).mailFromNeutral;
  expect(neutral({})).toBe("Njoftime <njoftime@localhost>");
  expect(neutral({ MAIL_FROM: "Aida <info@example.al>" })).toBe("Aida <info@example.al>");
  const both = { MAIL_FROM: "Përkrah <info@perkrah.al>", MAIL_FROM_NEUTRAL: "Info <info@example.al>" };
  expect(neutral(both)).toBe("Info <info@example.al>");
});

test("the key comes from its file without the line end", () => {
  const file = join(mkdtempSync(join(tmpdir(), "perkrah-env-")), "key");
  writeFileSync(file, "abc\n");
  expect(parseEnvironment({ KEY_ENCRYPTION_KEY_FILE: file }).keyEncryptionKey).toBe("abc");
});
