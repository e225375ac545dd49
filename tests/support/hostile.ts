import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { beginSignIn } from "#app/accounts/session.server";
import { contextFor } from "#app/context.server";
import { questionForms } from "#app/legal-aid/drafts/forms";
import { keepAnswer } from "#app/legal-aid/drafts/keep-answer.server";
import { type Question, questions } from "#app/legal-aid/drafts/rules";
import { helpCookie } from "#app/legal-aid/receipts/help-session.server";
import { newToken, tokenHash } from "#app/protection/lookup.server";
import routes from "#app/routes";
import { database } from "#db/client.server";
import { receiptSignIns } from "#db/schema/aid-requests";
import * as vocabulary from "#db/vocabulary";
import type { TestDatabase } from "./database";
import { hostileRows } from "./hostile-rows";

interface RouteModule {
  loader?: (args: object) => unknown;
  action?: (args: object) => unknown;
}

const modules = import.meta.glob<RouteModule>("../../app/routes/*/*.{ts,tsx}");
const formModules = import.meta.glob<Record<string, unknown>>("../../app/**/*forms.ts");

/** What breaks programs: a short list; tests/deep sends the whole Big List of Naughty Strings. */
export const naughty: readonly string[] = [
  "",
  "   ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\uffff\ufeff\u202e\u200b",
  "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤",
  "👩‍👩‍👧‍👦".repeat(40),
  "ë".repeat(5_000),
  "a".repeat(300_000),
  "'; drop table people; --",
  "1' or '1'='1",
  "%00%0d%0aSet-Cookie: a=b",
  "\r\nSet-Cookie: a=b",
  "../../../../etc/passwd",
  "<script>alert(1)</script>",
  "{{7*7}}#{7*7}<%= 7*7 %>%s%n%x",
  "__proto__",
  "constructor",
  "NaN",
  "-1",
  "1e309",
  "99999999999999999999",
  "2147483648",
  "0x7fffffff",
  "2026-02-30",
  "0000-00-00",
  "275760-09-13T00:00:01Z",
  "00000000-0000-0000-0000-000000000000",
  '[{"a":',
  "=cmd|' /C calc'!A0",
];

/** The few that are tried alone in every field, the others being right. */
export const worst: readonly string[] = [
  "\u0000",
  "a".repeat(300_000),
  "99999999999999999999",
  "00000000-0000-0000-0000-000000000000",
];

/** Addresses that hash a secret at every try (a tenth of a second and more). */
export const slow = /^\/(sign-in$|account\/(claim|closing|email$|link\/)|help\/status$)/;

export interface Address {
  file: string;
  path: string;
  area: string;
  module: RouteModule;
  /** Field names that the route's forms know, with a value that each would take. */
  fields: Record<string, string>;
  /** What reads them; a field that only the page names has nothing that does. */
  schemas: Record<string, z.ZodType>;
  /** What the address itself is about, where one module answers several. */
  params?: Record<string, string>;
}

/** Every route with its module and what its forms ask for. */
export async function allAddresses(): Promise<Address[]> {
  const forms = await allForms();
  const found: Address[] = [];
  for (const { path = "", file } of routes) {
    const module = await modules[`../../app/${file}`]?.();
    if (!module) throw new Error(`no module ${file}`);
    const source = readFileSync(`app/${file}`, "utf8");
    const schemas: Record<string, z.ZodType> = {};
    for (const [name, shape] of forms) if (new RegExp(`\\b${name}\\b`).test(source)) Object.assign(schemas, shape);
    const fields = fittingAll(schemas);
    for (const [, name = ""] of source.matchAll(/\bname="(\w+)"/g)) fields[name] ??= "Arta";
    const address = { file, path: `/${path}`, area: path.split("/")[0] ?? "", module, fields, schemas };
    if (path.endsWith("/:question")) found.push(...questions.map((question) => questionAddress(address, question)));
    else found.push(address);
  }
  return found;
}

/** Every question of the help pages is a form of its own. */
function questionAddress(address: Address, question: Question): Address {
  const schemas = questionForms[question].shape as Record<string, z.ZodType>;
  const path = address.path.replace(":question", question);
  return { ...address, path, params: { question }, fields: fittingAll(schemas), schemas };
}

/** Every exported zod object of the forms. */
async function allForms(): Promise<[string, Record<string, z.ZodType>][]> {
  const found: [string, Record<string, z.ZodType>][] = [];
  for (const load of Object.values(formModules))
    for (const [name, value] of Object.entries(await load())) {
      const shape = shapeOf(value);
      if (shape) found.push([name, shape]);
    }
  return found;
}

function shapeOf(value: unknown): Record<string, z.ZodType> | null {
  if (value instanceof z.ZodObject) return value.shape as Record<string, z.ZodType>;
  if (value instanceof z.ZodPipe) return shapeOf(value.in) ?? shapeOf(value.out);
  return null;
}

const someId = "1f0e2d3c-4b5a-4678-9abc-def012345678";
const candidates = [
  "Arta",
  "arta.hoxha@example.al",
  "0691234567",
  "2026-11-20",
  "2027-01-10",
  "10:00",
  "5",
  "yes",
  someId,
  "kali i bardhë vrapon larg",
  "AL-11",
  ...Object.values(vocabulary).flatMap((list) => (Array.isArray(list) ? (list as string[]) : [])),
];

const fittingAll = (schemas: Record<string, z.ZodType>) =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, fitting(schema)]));

/** A value that the field takes; an id that may be left out is left out, since a made-up one leads nowhere. */
function fitting(schema: z.ZodType): string {
  const takes = (text: string) => schema.safeParse(text).success;
  if (takes(someId) && takes("") && !takes("Arta")) return "";
  return candidates.find((one) => schema.safeParse(one).success) ?? "Arta";
}

/** Things in states in which something can be done with them, and one account with every role. */
export async function hostileWorld(made: TestDatabase) {
  const { lawyer, receipt, paramsOf } = await hostileRows(made);
  return { everybody: { id: lawyer.account.id, roles: vocabulary.roles }, receipt, paramsOf };
}

export interface Sending {
  address: Address;
  method: "GET" | "POST";
  params: Record<string, string>;
  query?: URLSearchParams;
  body?: URLSearchParams | FormData;
}

/**
 * Sends requests as one signed-in account, each from another address; a thrown error is a 500. On the help pages it is
 * somebody with a draft under way, behind the receipt the holder of one.
 */
export function sender(account: { id: string; roles: readonly vocabulary.Role[] }, receipt?: { requestId: string }) {
  let sent = 0;
  let cookie = "";
  let helping = "";
  return async ({ address, method, params, query, body }: Sending): Promise<number> => {
    // Some actions end sign-ins: a new one every few requests, and after each of those.
    if (sent % 25 === 0 || /sign-out|sign-ins|second-factor|closing/.test(address.path))
      cookie = (await beginSignIn(account, null, new Date(), new Date())).split(";")[0] ?? "";
    if (
      receipt &&
      address.area === "help" &&
      (helping !== address.path || sent % 25 === 0 || endsHelp.test(address.path))
    )
      cookie = `${cookie.split("; page=")[0]}; ${await helpSession(address.path, receipt.requestId)}`;
    helping = address.path;
    sent += 1;
    const all = { ...params, ...address.params };
    const path = address.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(wellFormed(all[name] ?? "")));
    const request = new Request(`http://localhost:3000${path}${query ? `?${query}` : ""}`, {
      method,
      headers: { Cookie: cookie },
      ...(body && { body }),
    });
    const clientAddress = `10.${(sent >> 16) & 255}.${(sent >> 8) & 255}.${sent & 255}`;
    const context = { nonce: "", requestId: "test", clientAddress };
    const run = method === "GET" ? address.module.loader : address.module.action;
    try {
      return statusOf(await run?.({ request, params: all, context }));
    } catch (thrown) {
      if (thrown instanceof Response) return thrown.status;
      const init = (thrown as { init?: { status?: number } } | null)?.init;
      return init?.status ?? 500;
    }
  };
}

/** Pages that end what they work with. */
const endsHelp = /^\/help\/(exit|request\/(check|done)|status\/(end|withdrawal))$/;

/** The cookie of the help pages: a draft that could be sent, or a session behind the receipt. */
async function helpSession(path: string, requestId: string): Promise<string> {
  const now = new Date();
  if (!path.startsWith("/help/status")) {
    const kept = await keepAnswer(contextFor({ kind: "anyone" }, now), null, { channel: "page", process: true });
    return pairOf(await helpCookie("draft", kept.ok ? kept.token : ""));
  }
  const token = newToken();
  await database()
    .insert(receiptSignIns)
    .values({ tokenHash: tokenHash(token), requestId, seenAt: now, endsAt: new Date(now.getTime() + 3_600_000) });
  return pairOf(await helpCookie("receipt", token));
}

const pairOf = (header: string) => header.split(";")[0] ?? "";

function statusOf(answer: unknown): number {
  if (answer instanceof Response) return answer.status;
  return (answer as { init?: { status?: number } } | null)?.init?.status ?? 200;
}

/** The server in front refuses lone surrogates in an address before anybody sees them. */
function wellFormed(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}

export interface Body {
  body: URLSearchParams | FormData;
  what: string;
}

/**
 * What each field of an address takes of a list and keeps, field by field: whatever is no choice, no id and no day. A
 * field that takes nothing of it is left out.
 */
export function takenBy(address: Address, list: readonly string[]): [string, string[]][] {
  return Object.keys(address.fields)
    .map((name): [string, string[]] => [name, takenOf(address.schemas[name], list)])
    .filter(([, taken]) => taken.length > 0);
}

const known = new Map<z.ZodType | undefined, string[]>();

function takenOf(schema: z.ZodType | undefined, list: readonly string[]): string[] {
  const before = known.get(schema);
  if (before) return before;
  const taken = list.filter((text) => {
    const read = schema?.safeParse(text) ?? { success: true, data: text };
    return text.trim() !== "" && read.success && typeof read.data !== "boolean" && read.data !== null;
  });
  known.set(schema, taken);
  return taken;
}

/**
 * Sends each body to an action; then some of those that were refused again, after which no row may be another one.
 * Answers with what broke (any 5xx but the full queue's) and with what changed.
 */
export async function faultsOf(
  database: TestDatabase,
  address: Address,
  first: Record<string, string>,
  send: ReturnType<typeof sender>,
  bodies: Body[],
  renewals: Record<string, string>[] = [],
): Promise<string[]> {
  const faults: string[] = [];
  const refused: Body[] = [];
  let params = first;
  for (const { body, what } of bodies) {
    const status = await send({ address, method: "POST", params, body });
    // What was taken may have ended the row: the next goes to another one, while there is one.
    if (status < 400) params = renewals.pop() ?? params;
    if (status >= 500 && status !== 503) faults.push(`${address.path} ${what}: ${status}`);
    if (status >= 400) refused.push({ body, what });
  }
  const before = await fingerprint(database);
  const sample = refused.filter((_, index) => index % Math.ceil(refused.length / 20) === 0);
  for (const { body, what } of sample) {
    const status = await send({ address, method: "POST", params, body });
    if (status < 400) return [...faults, `${address.path} ${what}: refused, then ${status}`];
  }
  const changed = changedTables(before, await fingerprint(database));
  if (changed.length > 0) faults.push(`${address.path}: refused, and yet ${changed.join(", ")} changed`);
  return faults;
}

/** What may change where an answer is a refusal: counters, sign-ins, and the record of the look itself. */
const restless = new Set([
  "rate_limits",
  "rate_limit_secrets",
  "sign_ins",
  "passkey_challenges",
  "receipt_sign_ins",
  "request_drafts",
]);

async function quietTables({ owner }: TestDatabase): Promise<string[]> {
  const tables = await owner.execute<{ name: string }>(sql`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`);
  return tables.map(({ name }) => name).filter((name) => !restless.has(name) && !name.startsWith("audit"));
}

export interface HashedRow {
  table: string;
  hash: string;
  /** It names one of the ids that were asked about. */
  names: boolean;
}

/** Every row of these tables by its hash, with a note of those that name one of these ids. */
export async function rowsNaming(database: TestDatabase, ids: readonly string[]): Promise<HashedRow[]> {
  const pattern = ids.map((id) => id.replace(/[^\w-]/g, "")).join("|");
  const parts = (await quietTables(database)).map(
    (name) => `select '${name}' as table, md5(t::text) as hash, t::text ~ '${pattern}' as names from "${name}" t`,
  );
  return database.owner.execute<HashedRow & Record<string, unknown>>(sql.raw(parts.join(" union all ")));
}

/** A fingerprint of every table's rows; the audit log and what grows by looking left out. */
export async function fingerprint(database: TestDatabase): Promise<string> {
  const { owner } = database;
  const parts = (await quietTables(database)).map(
    (name) =>
      `select '${name}' as name, coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as rows from "${name}" t`,
  );
  const rows = await owner.execute<{ name: string; rows: string }>(sql.raw(parts.join(" union all ")));
  return rows.map(({ name, rows: hash }) => `${name}=${hash}`).join("\n");
}

/** The lines in which two fingerprints differ: names of tables. */
export function changedTables(before: string, after: string): string[] {
  const known = new Set(before.split("\n"));
  return after
    .split("\n")
    .filter((line) => !known.has(line))
    .map((line) => line.split("=")[0] ?? "");
}
