import { readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import type { APIResponse } from "playwright";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createAccountLink } from "#app/accounts/send-account-link.server";
import { contextFor } from "#app/context.server";
import { plainMessages, plainPage } from "#app/http/plain-page";
import { areas } from "#app/i18n/messages";
import routes from "#app/routes";
import { enrolmentPath } from "#app/training/enrolments/enrolment-links.server";
import { accounts } from "#db/schema/accounts";
import { eventQuestions } from "#db/schema/sign-up";
import { buildEnrolment, buildEvent, buildRoster } from "#db/seeds/build.server";
import { loadDemo } from "#db/seeds/demo.server";
import { demoAccounts } from "#db/seeds/demo-accounts";
import {
  accessibilityFaults,
  desktop,
  type Journey,
  phone,
  sidewaysScroll,
  startJourney,
  type Visitor,
  wireBytes,
} from "#tests/support/journey";

interface FormSeen {
  role: string;
  page: string;
  action: string;
  upload: boolean;
  fields: { name: string; type: string; required: boolean }[];
}

let journey: Journey;
let bigSittingId: string;
let waitingId: string;
const visitors = new Map<string, Visitor>();
const forms = new Map<string, FormSeen>();

beforeAll(async () => {
  journey = await startJourney(inject("testServer"), {
    fill: async ({ app, owner }) => {
      await loadDemo(app);
      const event = await buildEvent(owner, { seats: 1000 });
      await buildRoster(owner, event.id, 1000);
      bigSittingId = event.sittings[0]?.id ?? "";
      const asked = { kind: "yes_no" as const, labelSq: "Ju duhet përkthim?", labelEn: "Do you need interpreting?" };
      await owner.insert(eventQuestions).values({ eventId: event.id, position: 1, ...asked });
      waitingId = (await buildEnrolment(owner, event.id)).id;
    },
  });
  visitors.set("anyone", await journey.visitor());
  for (const { email, role } of demoAccounts) {
    if (visitors.has(role)) continue;
    const [account] = await journey.app.owner
      .select({ id: accounts.id })
      .from(accounts)
      .where(eq(accounts.email, email));
    visitors.set(role, await journey.visitor({ accountId: account?.id }));
  }
});
afterAll(() => journey?.stop());

/** The addresses of pages, as they stand in `app/routes.ts`; resources answer to buttons and downloads. */
const pages = routes
  .flatMap(({ path = "", file }) => (isPage(file) ? [`/${path}`] : []))
  .filter((path) => path !== "/*")
  .sort((a, b) => (a.match(/:/g)?.length ?? 0) - (b.match(/:/g)?.length ?? 0));

function isPage(file: string): boolean {
  return file.endsWith(".tsx") && /^export default /m.test(readFileSync(`app/${file}`, "utf8"));
}

const patternOf = (path: string) =>
  pages.find((page) => new RegExp(`^${page.replace(/:\w+/g, "[^/.]+")}$`).test(path.replace(/(?<=.)\/$/, "")));

/** Who begins where; links lead to the rest. */
type Beginnings = [role: string, ...paths: string[]][];
const beginnings: Beginnings = [
  ["anyone", "/", "/here", "/network/join", "/network/join/received", "/sign-in", "/account/link", "/account/claim"],
  ["coordinator", "/desk", "/desk/fairness"],
  ["lawyer", "/lawyer"],
  ["training_manager", "/manage"],
  ["trainer", "/teach"],
  ["professional", "/learn"],
  ["referrer", "/partner"],
  ["institution_contact", "/partner/nominations"],
  ["manager", "/reports"],
  ["auditor", "/audit"],
  ["dpo", "/audit/requests"],
  ["administrator", "/admin"],
];

/** Pages that stand behind something that happens once; the journeys walk through them. */
const elsewhere = [
  /^\/help\/(request|status)\//,
  /:token$/,
  /^\/enrolments\/:token\//,
  /^\/account\/(second-factor|confirm|authenticator|recovery-codes|passkeys)/,
  /^\/lawyer\/offers\/:id\/conflict$/,
  /^\/manage\/events\/:id\/imports\/:importId$/,
  // Behind a photo of a sheet.
  /^\/teach\/sittings\/:id\/scans\/:scanId$/,
  // In the demo only.
  /^\/admin\/outbox\/:id$/,
  // Behind the yes of a second person.
  /^\/audit\/break-glass\/:id\/file$/,
];

/** Where the links of the first pages do not lead: something of the demo in the right state. */
async function deeper(): Promise<Beginnings> {
  type Ids = Record<
    "certificate" | "code" | "slug" | "question" | "event" | "seat" | "notice" | "project" | "rule",
    string
  >;
  const [ids] = await journey.app.owner.execute<Ids>(`
    select (select id from certificates where state = 'valid' limit 1) as certificate,
      (select code from certificates where state = 'valid' limit 1) as code,
      (select slug from events where state = 'confirmed' and starts_on > current_date limit 1) as slug,
      (select id from event_questions limit 1) as question, (select event_id from event_questions limit 1) as event,
      (select n.id from enrolments n join accounts a on a.person_id = n.person_id
        where a.email = 'profesionist@perkrah.example' and n.state = 'admitted' limit 1) as seat,
      (select event_id || '/notices/' || id from event_notices limit 1) as notice,
      (select p.slug from projects p join project_targets t on t.project_id = p.id
        where t.target is not null limit 1) as project,
      (select code from deadline_rules where active and needs_confirmation and replaced_by is null limit 1) as rule`);
  const requests = await journey.app.owner.execute<{ state: string; id: string }>(
    "select distinct on (state) state, id from aid_requests",
  );
  const request = (state: string) => `/desk/requests/${requests.find((one) => one.state === state)?.id}`;
  return [
    ["anyone", `/verify/${ids?.code}`, `/trainings/${ids?.slug}/registration`, "/help/later", "/help/first"],
    [
      "training_manager",
      `/manage/certificates/${ids?.certificate}/revocation`,
      `/manage/events/${ids?.event}/questions/${ids?.question}`,
      `/manage/enrolments/${waitingId}/priority`,
      `/manage/events/${ids?.notice}`,
    ],
    [
      "professional",
      ...["", "/badge", "/answers", "/transfer", "/successor"].map((at) => `/learn/enrolments/${ids?.seat}${at}`),
    ],
    ["manager", "/account/data/correction", "/account/data/erasure", "/reports/projects/new"],
    ["manager", `/reports/projects/${ids?.project}/edit`, `/reports/projects/${ids?.project}/targets`],
    ["administrator", `/admin/law/rules/${ids?.rule}/confirmation`],
    [
      "coordinator",
      `${request("closed")}/erasure`,
      `${request("in_triage")}/means`,
      `${request("in_triage")}/triage`,
      `${request("primary_only")}/closing`,
      `${request("closed")}/reopening`,
    ],
  ];
}

const seen = new Map<string, { role: string; path: string }>();
const pagesOfAccounts = /^\/(?:account|learn|teach|manage|desk|lawyer|partner|reports|audit|admin)(?:\/|$)/;
/** Shown on a wall, at a door and on paper: the way out is on the page that leads there. */
const bare = /\/(?:wall|door|roster\/print)$/;
const wayOut = { there: 0, missing: [] as string[] };

test("every page: no fault for axe, no sideways scrolling on a phone, nothing the browser refuses", async () => {
  const faults: string[] = [];
  const walk = async (own: Beginnings) => {
    for (const [role, ...paths] of own) {
      const visitor = visitors.get(role) as Visitor;
      for (let path = paths.shift(); path; path = paths.shift()) {
        const pattern = patternOf(path.split("?")[0] ?? "");
        if (!pattern || seen.has(pattern)) continue;
        seen.set(pattern, { role, path });
        const status = await visitor.open(path);
        if (status !== 200) {
          if (status !== 403) faults.push(`${path} as ${role}: ${status}`);
          if (status === 403 || status === 404) seen.delete(pattern);
          continue;
        }
        faults.push(...(await faultsOf(visitor)).map((fault) => `${path} as ${role}: ${fault}`));
        if (role !== "anyone" && pagesOfAccounts.test(visitor.path()) && !bare.test(visitor.path())) {
          const out = await visitor.page.locator("form[method=post][action='/sign-out'] button").count();
          if (out > 0) wayOut.there += 1;
          else wayOut.missing.push(path);
        }
        paths.push(...(await linksOf(visitor)));
        for (const form of await formsOf(visitor, role)) forms.set(`${pattern} ${form.action}`, form);
      }
    }
  };
  const half = beginnings.filter((_one, place) => place % 2 === 0);
  await Promise.all([walk(half), walk(beginnings.filter((one) => !half.includes(one)))]);
  await walk(await deeper());
  expect(faults).toEqual([]);
  const missing = pages.filter((page) => !seen.has(page) && !elsewhere.some((known) => known.test(page)));
  expect(missing).toEqual([]);
}, 240_000);

test("whoever is signed in can sign out on every page of theirs", () => {
  expect(wayOut.missing).toEqual([]);
  expect(wayOut.there).toBeGreaterThan(60);
});

test("the questions to somebody who asks for help", async () => {
  const visitor = await journey.visitor();
  await visitor.open("/help/request/now");
  await visitor.page.locator("input[value=yes]").check();
  await visitor.press("Vazhdo");
  const faults: string[] = [];
  const { questions } = await import("#app/legal-aid/drafts/rules");
  for (const question of [...questions, "check"]) {
    expect(await visitor.open(`/help/request/${question}`)).toBe(200);
    faults.push(...(await faultsOf(visitor)).map((fault) => `${question}: ${fault}`));
    for (const form of await formsOf(visitor, "draft")) forms.set(question, form);
  }
  visitors.set("draft", visitor);
  expect(faults).toEqual([]);
});

test("pages behind a link in a mail, and those that say no", async () => {
  const faults: string[] = [];
  const look = async (visitor: Visitor, path: string, expected: number) => {
    expect(await visitor.open(path), path).toBe(expected);
    faults.push(...(await faultsOf(visitor)).map((fault) => `${path}: ${fault}`));
  };
  const anyone = visitors.get("anyone") as Visitor;
  const [account] = await journey.app.owner.select({ id: accounts.id }).from(accounts).limit(1);
  const context = contextFor({ kind: "system" }, new Date(), journey.app.app);
  for (const [kind, newEmail, path] of [
    ["reset", null, "/account/link"],
    ["email_change", "adresa.re@example.al", "/account/email"],
  ] as const)
    await look(anyone, `${path}/${(await createAccountLink(context, account?.id ?? "", kind, newEmail)).token}`, 200);
  for (const at of ["", "/answers", "/transfer", "/successor"]) await look(anyone, enrolmentPath(waitingId) + at, 200);
  await look(anyone, "/nowhere", 404);
  await look(anyone, "/account/link/nothing", 404);
  await look(visitors.get("professional") as Visitor, "/admin", 403);
  // What stands in for the application where it cannot answer (413, 503, a body of the wrong kind): one frame for all.
  for (const [name, message] of Object.entries(plainMessages)) {
    await anyone.page.setContent(plainPage(message, "abc"));
    faults.push(...(await accessibilityFaults(anyone.page)).map((fault) => `${name}: ${fault}`));
  }
  expect(faults).toEqual([]);
});

test("ten of them in both languages, light and dark", async () => {
  const faults: string[] = [];
  const look = async (...paths: string[]) => {
    for (const path of paths) {
      const visitor = visitors.get(seen.get(path)?.role ?? "anyone") as Visitor;
      for (const locale of ["sq", "en"]) {
        await visitor.page.setViewportSize(locale === "sq" ? phone : desktop);
        await visitor.open(`${path}?lang=${locale}`);
        expect(await visitor.page.locator("html").getAttribute("lang")).toBe(locale);
        for (const colorScheme of ["light", "dark"] as const) {
          await visitor.page.emulateMedia({ colorScheme });
          faults.push(...(await faultsOf(visitor)).map((fault) => `${path} ${locale} ${colorScheme}: ${fault}`));
        }
      }
    }
  };
  await Promise.all([
    look("/", "/help", "/trainings", "/network", "/verify"),
    look("/desk", "/lawyer", "/manage", "/teach", "/reports"),
  ]);
  expect(faults).toEqual([]);
}, 120_000);

/** One field beside its button, on a page of several such forms: the page comes back and says it at its head. */
const saidInNotice = [
  /→ \/lawyer\/cases\/[^/]+\/steps\/[^/]+\/end$/,
  /→ \/teach\/sittings\/[^/]+\/head-counts$/,
  /→ \/account\/passkeys$/,
];

test("bad input to every form is never an error of ours", async () => {
  const values = ["", "\u0000", "x".repeat(9000), "-99999999999999999999", "2026-99-99", "' or 1=1 --"];
  const broken: string[] = [];
  const emptied: { what: string; answer: APIResponse }[] = [];
  for (const { role, page, action, upload, fields } of forms.values()) {
    const visitor = visitors.get(role) as Visitor;
    const send = async (value: string) => {
      const typed = Object.fromEntries(fields.map(({ name }) => [name, value]));
      const answer = await visitor.context.request.post(action, {
        headers: { Origin: journey.app.address },
        maxRedirects: 0,
        ...(upload ? { multipart: typed } : { form: typed }),
      });
      if (answer.status() >= 500) broken.push(`${page} → ${action} ${JSON.stringify(value.slice(0, 20))}`);
      if (value === "" && fields.some(({ required }) => required))
        emptied.push({ what: `${page} → ${action}`, answer });
    };
    await Promise.all(values.map(send));
  }
  expect(forms.size).toBeGreaterThan(25);
  expect(broken).toEqual([]);
  // Left empty where something is asked for: said beside the field or above the form, with the page.
  const silent: string[] = [];
  for (const { what, answer } of emptied) {
    const location = answer.headers().location ?? "";
    // Where five minutes have passed the second factor comes first.
    if (location.startsWith("/account/confirm") || saidInNotice.some((known) => known.test(what))) continue;
    const says = answer.status() === 400 && /class="(?:field-error|error-summary)/.test(await answer.text());
    if (!says) silent.push(`${what}: ${answer.status()} ${location}`.trimEnd());
  }
  expect(emptied.length).toBeGreaterThan(15);
  expect(silent).toEqual([]);
}, 120_000);

test("what travels: a first visit to a public page under 60 kB, a roster of 1,000 under 150 kB", async () => {
  const visitor = await journey.visitor();
  const paths = ["/", "/help", "/trainings", "/verify", "/network"];
  const bytes = await Promise.all(paths.map((path) => wireBytes(visitor.context, path)));
  expect(paths.filter((_path, place) => (bytes[place] ?? 0) >= 60_000)).toEqual([]);
  const manager = visitors.get("training_manager") as Visitor;
  expect(await wireBytes(manager.context, `/teach/sittings/${bigSittingId}`)).toBeLessThan(150_000);
});

/** A key that stands where its message should; addresses and file names are none. */
const rawKey = new RegExp(`(?<![\\w@./-])(?:${areas.join("|")})(?:\\.[a-zA-Z]\\w+)+(?![\\w@/-])`, "g");

async function faultsOf(visitor: Visitor): Promise<string[]> {
  const scroll = await sidewaysScroll(visitor.page);
  const words = await visitor.page.locator("body").innerText();
  const keys = words.match(rawKey);
  const complaints = visitor.complaints.splice(0);
  const errors = await visitor.page.locator("[aria-invalid=true]").count();
  return [
    ...(await accessibilityFaults(visitor.page)),
    ...complaints,
    ...(errors > 0 ? ["complains before anything was typed"] : []),
    ...(scroll > 0 ? [`scrolls sideways by ${scroll}`] : []),
    ...(keys ?? []).map((key) => `untranslated: ${key}`),
  ];
}

function linksOf(visitor: Visitor): Promise<string[]> {
  return visitor.page.evaluate(() =>
    [...document.querySelectorAll("a[href]")]
      .map((link) => new URL(link.getAttribute("href") ?? "", location.href))
      .filter((url) => url.origin === location.origin)
      .map((url) => url.pathname),
  );
}

/** The forms that send something typed; buttons that only do are left alone. */
async function formsOf(visitor: Visitor, role: string): Promise<FormSeen[]> {
  const found = await visitor.page.evaluate(() =>
    [...document.querySelectorAll("form")]
      .filter((form) => form.method === "post")
      .map((form) => ({
        action: new URL(form.getAttribute("action") ?? location.pathname, location.href).pathname,
        upload: form.enctype === "multipart/form-data",
        fields: [...form.elements].flatMap((field) =>
          field instanceof HTMLInputElement ||
          field instanceof HTMLSelectElement ||
          field instanceof HTMLTextAreaElement
            ? [
                {
                  name: field.name,
                  type: field.type,
                  required: field.required || field.getAttribute("aria-required") === "true",
                },
              ]
            : [],
        ),
      })),
  );
  return found
    .filter(({ fields }) => fields.some(({ type }) => type !== "hidden"))
    .map((form) => ({ ...form, role, page: visitor.path() }));
}
