import { readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import routes from "#app/routes";
import { accounts } from "#db/schema/accounts";
import { buildEvent, buildRoster } from "#db/seeds/build.server";
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
  fields: { name: string; type: string }[];
}

let journey: Journey;
let bigSittingId: string;
const visitors = new Map<string, Visitor>();
const forms = new Map<string, FormSeen>();

beforeAll(async () => {
  journey = await startJourney(inject("testServer"), {
    fill: async ({ app, owner }) => {
      await loadDemo(app);
      const event = await buildEvent(owner, { seats: 1000 });
      await buildRoster(owner, event.id, 1000);
      bigSittingId = event.sittings[0]?.id ?? "";
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
  ["anyone", "/", "/network/join", "/network/join/received", "/sign-in", "/account/link", "/account/claim"],
  ["coordinator", "/desk", "/desk/fairness"],
  ["lawyer", "/lawyer"],
  ["training_manager", "/manage"],
  ["trainer", "/teach"],
  ["professional", "/learn"],
  ["referrer", "/partner"],
  ["institution_contact", "/partner"],
  ["manager", "/reports"],
  ["auditor", "/audit"],
  ["administrator", "/admin"],
];

/** Pages that stand behind something that happens once; the journeys walk through them. */
const elsewhere = [
  /^\/help\/(request|status)\//,
  /:token$/,
  /^\/account\/(second-factor|confirm|authenticator|recovery-codes|passkeys)/,
  /^\/lawyer\/offers\/:id\/conflict$/,
  /^\/manage\/events\/:id\/imports\/:importId$/,
  // In the demo only.
  /^\/admin\/outbox\/:id$/,
];

/** Where the links of the first pages do not lead: something of the demo in the right state. */
async function deeper(): Promise<Beginnings> {
  const [ids] = await journey.app.owner.execute<Record<"certificate" | "code" | "slug", string>>(`
    select (select id from certificates where state = 'valid' limit 1) as certificate,
      (select code from certificates where state = 'valid' limit 1) as code,
      (select slug from events where state = 'confirmed' and starts_on > current_date limit 1) as slug`);
  const requests = await journey.app.owner.execute<{ state: string; id: string }>(
    "select distinct on (state) state, id from aid_requests",
  );
  const request = (state: string) => `/desk/requests/${requests.find((one) => one.state === state)?.id}`;
  return [
    ["anyone", `/verify/${ids?.code}`, `/trainings/${ids?.slug}/registration`, "/help/later", "/help/first"],
    ["training_manager", `/manage/certificates/${ids?.certificate}/revocation`],
    [
      "coordinator",
      `${request("in_triage")}/means`,
      `${request("in_triage")}/triage`,
      `${request("primary_only")}/closing`,
      `${request("closed")}/reopening`,
    ],
  ];
}

const seen = new Map<string, { role: string; path: string }>();

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

test("ten of them in both languages, light and dark", async () => {
  const faults: string[] = [];
  const chosen = [
    "/",
    "/help",
    "/trainings",
    "/network",
    "/verify",
    "/desk",
    "/lawyer",
    "/manage",
    "/teach",
    "/reports",
  ];
  for (const path of chosen) {
    const visitor = visitors.get(seen.get(path)?.role ?? "anyone") as Visitor;
    for (const colorScheme of ["light", "dark"] as const)
      for (const locale of ["sq", "en"]) {
        await visitor.page.setViewportSize(locale === "sq" ? phone : desktop);
        await visitor.page.emulateMedia({ colorScheme });
        await visitor.open(`${path}?lang=${locale}`);
        expect(await visitor.page.locator("html").getAttribute("lang")).toBe(locale);
        faults.push(...(await faultsOf(visitor)).map((fault) => `${path} ${locale} ${colorScheme}: ${fault}`));
      }
  }
  expect(faults).toEqual([]);
}, 120_000);

test("bad input to every form is never an error of ours", async () => {
  const values = ["", "\u0000", "x".repeat(9000), "-99999999999999999999", "2026-99-99", "' or 1=1 --"];
  const broken: string[] = [];
  for (const { role, page, action, upload, fields } of forms.values()) {
    const visitor = visitors.get(role) as Visitor;
    for (const value of values) {
      const typed = Object.fromEntries(fields.map(({ name }) => [name, value]));
      const answer = await visitor.context.request.post(action, {
        headers: { Origin: journey.app.address },
        maxRedirects: 0,
        ...(upload ? { multipart: typed } : { form: typed }),
      });
      if (answer.status() >= 500) broken.push(`${page} → ${action} ${JSON.stringify(value.slice(0, 20))}`);
    }
  }
  expect(forms.size).toBeGreaterThan(25);
  expect(broken).toEqual([]);
}, 120_000);

test("what travels: a first visit to a public page under 60 kB, a roster of 1,000 under 150 kB", async () => {
  const visitor = await journey.visitor();
  for (const path of ["/", "/help", "/trainings", "/verify", "/network"])
    expect([path, (await wireBytes(visitor.context, path)) < 60_000]).toEqual([path, true]);
  const manager = visitors.get("training_manager") as Visitor;
  expect(await wireBytes(manager.context, `/teach/sittings/${bigSittingId}`)).toBeLessThan(150_000);
});

async function faultsOf(visitor: Visitor): Promise<string[]> {
  const scroll = await sidewaysScroll(visitor.page);
  const words = await visitor.page.locator("body").innerText();
  const keys = words.match(/\b(?:common|help|manage|desk|lawyer|network|words|forms|notices|admin)\.[a-z]\w+(\.\w+)*/g);
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
            ? [{ name: field.name, type: field.type }]
            : [],
        ),
      })),
  );
  return found
    .filter(({ fields }) => fields.some(({ type }) => type !== "hidden"))
    .map((form) => ({ ...form, role, page: visitor.path() }));
}
