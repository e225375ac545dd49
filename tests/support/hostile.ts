import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { beginSignIn } from "#app/accounts/session.server";
import routes from "#app/routes";
import { buildAccount, buildCourse, buildEnrolment, buildEvent, buildRoster } from "#db/seeds/build.server";
import * as vocabulary from "#db/vocabulary";
import type { TestDatabase } from "./database";
import { networkOn } from "./network";

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
}

/** Every route with its module and what its forms ask for. */
export async function allAddresses(): Promise<Address[]> {
  const forms = await allForms();
  const found: Address[] = [];
  for (const { path = "", file } of routes) {
    const module = await modules[`../../app/${file}`]?.();
    if (!module) throw new Error(`no module ${file}`);
    const source = readFileSync(`app/${file}`, "utf8");
    const fields: Record<string, string> = {};
    for (const [name, shape] of forms) if (new RegExp(`\\b${name}\\b`).test(source)) Object.assign(fields, shape);
    for (const [, name = ""] of source.matchAll(/\bname="(\w+)"/g)) fields[name] ??= "Arta";
    found.push({ file, path: `/${path}`, area: path.split("/")[0] ?? "", module, fields });
  }
  return found;
}

/** Every exported zod object of the forms, with a right value for each field. */
async function allForms(): Promise<[string, Record<string, string>][]> {
  const found: [string, Record<string, string>][] = [];
  for (const load of Object.values(formModules))
    for (const [name, value] of Object.entries(await load())) {
      const shape = shapeOf(value);
      if (shape) found.push([name, Object.fromEntries(Object.entries(shape).map(([key, one]) => [key, fitting(one)]))]);
    }
  return found;
}

function shapeOf(value: unknown): Record<string, z.ZodType> | null {
  if (value instanceof z.ZodObject) return value.shape as Record<string, z.ZodType>;
  if (value instanceof z.ZodPipe) return shapeOf(value.in) ?? shapeOf(value.out);
  return null;
}

const candidates = [
  "Arta",
  "arta.hoxha@example.al",
  "0691234567",
  "2026-11-20",
  "2027-01-10",
  "10:00",
  "5",
  "yes",
  "1f0e2d3c-4b5a-4678-9abc-def012345678",
  "kali i bardhë vrapon larg",
  "AL-11",
  ...Object.values(vocabulary).flatMap((list) => (Array.isArray(list) ? (list as string[]) : [])),
];

function fitting(schema: z.ZodType): string {
  return candidates.find((one) => schema.safeParse(one).success) ?? "Arta";
}

/** Things in states in which something can be done with them, and one account with every role. */
export async function hostileWorld(database: TestDatabase) {
  const { owner } = database;
  const network = networkOn(database);
  const desk = await network.desk();
  const roles = vocabulary.roles;
  const lawyer = await network.lawyer({ account: { roles } });
  const [offered, accepted, matching] = [
    await network.request(desk),
    await network.request(desk),
    await network.request(desk),
  ];
  const [offer] = await network.offer(desk, offered, lawyer.id);
  const [held] = await network.offer(desk, accepted, lawyer.id);
  const caseId = await network.accept(lawyer.actor, held?.id ?? "");
  const course = await buildCourse(owner);
  const event = await buildEvent(owner, { courseId: course.id, trainerIds: [lawyer.account.id] });
  const [seat] = await buildRoster(owner, event.id, 3);
  const enrolment = await buildEnrolment(owner, event.id, { seat: 9 });
  const other = await buildAccount(owner, { roles: ["trainer"] });
  const ids: [RegExp, string][] = [
    [/^\/manage\/events/, event.id],
    [/^\/manage\/courses/, course.id],
    [/^\/manage\/enrolments/, enrolment.id],
    [/^\/teach/, event.sittings[0]?.id ?? ""],
    [/^\/desk\/requests/, matching],
    [/^\/desk\/lawyers/, lawyer.id],
    [/^\/(lawyer|desk)\/offers/, offer?.id ?? ""],
    [/^\/lawyer\/cases/, caseId],
    [/^\/admin\/accounts/, other.id],
  ];
  const named: Record<string, string> = {
    slug: event.slug,
    personId: seat?.personId ?? "",
    lawyerId: lawyer.id,
    role: "trainer",
    question: "story",
  };
  return {
    everybody: { id: lawyer.account.id, roles },
    /** Parameters that lead to something that is there. */
    paramsOf(path: string): Record<string, string> {
      const names = [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
      const id = ids.find(([pattern]) => pattern.test(path))?.[1];
      return Object.fromEntries(
        names.map((name) => [name, (name === "id" ? id : named[name]) ?? "1f0e2d3c-4b5a-4678-9abc-def012345678"]),
      );
    },
  };
}

export interface Sending {
  address: Address;
  method: "GET" | "POST";
  params: Record<string, string>;
  query?: URLSearchParams;
  body?: URLSearchParams | FormData;
}

/** Sends requests as one signed-in account, each from another address; a thrown error is a 500. */
export function sender(account: { id: string; roles: readonly vocabulary.Role[] }) {
  let sent = 0;
  let cookie = "";
  return async ({ address, method, params, query, body }: Sending): Promise<number> => {
    // Some actions end sign-ins: a new one every few requests, and after each of those.
    if (sent % 25 === 0 || /sign-out|sign-ins|second-factor|closing/.test(address.path))
      cookie = (await beginSignIn(account, null, new Date(), new Date())).split(";")[0] ?? "";
    sent += 1;
    const path = address.path.replace(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(wellFormed(params[name] ?? "")),
    );
    const request = new Request(`http://localhost:3000${path}${query ? `?${query}` : ""}`, {
      method,
      headers: { Cookie: cookie },
      ...(body && { body }),
    });
    const clientAddress = `10.${(sent >> 16) & 255}.${(sent >> 8) & 255}.${sent & 255}`;
    const context = { nonce: "", requestId: "test", clientAddress };
    const run = method === "GET" ? address.module.loader : address.module.action;
    try {
      return statusOf(await run?.({ request, params, context }));
    } catch (thrown) {
      if (thrown instanceof Response) return thrown.status;
      const init = (thrown as { init?: { status?: number } } | null)?.init;
      return init?.status ?? 500;
    }
  };
}

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
 * Sends each body to an action; then some of those that were refused again, after which no row may be another one.
 * Answers with what broke (any 5xx but the full queue's) and with what changed.
 */
export async function faultsOf(
  database: TestDatabase,
  address: Address,
  params: Record<string, string>,
  send: ReturnType<typeof sender>,
  bodies: Body[],
): Promise<string[]> {
  const faults: string[] = [];
  const refused: Body[] = [];
  for (const { body, what } of bodies) {
    const status = await send({ address, method: "POST", params, body });
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

/** A fingerprint of every table's rows; the audit log and what grows by looking left out. */
export async function fingerprint({ owner }: TestDatabase): Promise<string> {
  const tables = await owner.execute<{ name: string }>(sql`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`);
  const counted = tables.filter(({ name }) => !restless.has(name) && !name.startsWith("audit"));
  const parts = counted.map(
    ({ name }) =>
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
