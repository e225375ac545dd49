import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { SMTPServer } from "smtp-server";
import { beginSignIn } from "#app/accounts/session.server";
import { refreshEnvironment } from "#app/env.server";
import { calendarDate } from "#app/i18n/format";
import { stopSendingBoss } from "#app/jobs/boss.server";
import routes from "#app/routes";
import { setDatabase } from "#db/client.server";
import { settings } from "#db/schema/reference";
import {
  buildAccount,
  buildEvent,
  buildLawyer,
  buildOrganisation,
  buildOrganisationMember,
} from "#db/seeds/build.server";
import { type Role, roles } from "#db/vocabulary";
import { startTestApp, type TestApp } from "./app";
import { backupStores, correctionRefused, erasureDecided, glassBroken, papersTaken } from "./canary-oversight";
import { markMaker } from "./canary-search";
import { databaseStores, decoded, diskStores, serverStores, unpacked, until } from "./canary-stores";
import { startClamd } from "./clamd";
import type { TestDatabase, TestTemplate } from "./database";

/** Something that left the program, or that it keeps: who got it, and what it was. */
export interface Store {
  /** The role or person who asked, or `mail`, `log`, `database`, `disk`. */
  who: string;
  where: string;
  bytes: Buffer;
}

type Fields = Record<string, string | string[]>;
interface Answer {
  status: number;
  location: string;
  text: string;
}

/** Where everybody in this journey comes from; no store may know it. */
const clientNetwork = "203.0.113";
/** The longest a mail may take; the worker looks every second. */
const MAIL_MS = 60_000;

/**
 * A full journey through the real program: three requests from three sides to a closed case, trainings to certificates,
 * every page as every role, refusals and failures. Answers with everything that came out of it, and with its marks.
 */
export async function walkCanary(source: TestTemplate) {
  const since = Date.now();
  const marks = markMaker();
  marks.secret("secret.address", `${clientNetwork}.`);
  const stores: Store[] = [];
  const mail = await mailServer();
  const clamd = await startClamd();
  const scanner = "port" in clamd.address ? `${clamd.address.host}:${clamd.address.port}` : clamd.address.path;
  const dataDir = mkdtempSync(join(tmpdir(), "canary-"));
  const people = new Map<string, { id: string; roles: readonly Role[] }>();
  let lawyerIds: string[] = [];
  let eventId = "";
  let comingSlug = "";
  const app = await startTestApp(source, {
    environment: {
      SMTP_URL: mail.url,
      CLAMAV: scanner,
      LOG_LEVEL: "trace",
      TRUSTED_PROXY: "127.0.0.1",
      DATA_DIR: dataDir,
    },
    fill: async (database) => {
      useDatabase(database);
      ({ lawyerIds, eventId, comingSlug } = await settle(database, people, marks));
    },
  });
  try {
    const world = { app, stores, marks, people };
    const as = async (who: string) => signedIn(world, who);
    await trainings(world, await as("training_manager"), await as("trainer"), { eventId, comingSlug });
    await correctionRefused(world, as);
    const known = { eventId, comingSlug, lawyerId: lawyerIds[1] ?? "" };
    const ids = await legalAid(world, as, lawyerIds, async (own) => {
      for (const role of ofLegalAid)
        await everyPage(world, await as(role), { ...known, ...own }, "meanwhile", /^(desk|lawyer|partner|audit|admin)/);
    });
    await provoke(world, as, ids.requestId);
    for (const role of [...roles, "lawyer_offered"])
      await everyPage(world, await as(role), { ...known, ...ids }, "afterwards");
    await everyPage(world, visitor(world, "stranger"), { ...known, ...ids }, "afterwards");
    await until(
      async () => (await app.owner.execute(sql`select 1 from outbox_messages where state = 'waiting'`)).length === 0,
      MAIL_MS,
    );
    for (const each of mail.mails) stores.push({ who: "mail", where: each.to, bytes: Buffer.from(decoded(each.raw)) });
    stores.push({ who: "log", where: "server and worker", bytes: Buffer.from(app.output()) });
    stores.push(...(await databaseStores(app)), ...diskStores(dataDir), ...(await serverStores(source, app, since)));
    stores.push(...(await backupStores(app, dataDir)));
    return { stores, marks: marks.all(), ids };
  } finally {
    await stopSendingBoss();
    await app.stop();
    mail.close();
    await clamd.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Who has to do with requests, their papers or the record of them. */
const ofLegalAid = ["coordinator", "lawyer", "lawyer_offered", "referrer", "dpo", "auditor", "administrator"] as const;

export type World = {
  app: TestApp;
  stores: Store[];
  marks: ReturnType<typeof markMaker>;
  people: Map<string, { id: string; roles: readonly Role[] }>;
};
type Visitor = ReturnType<typeof visitor>;

function useDatabase(database: TestDatabase): void {
  process.env.DATABASE_URL = database.databaseUrl;
  process.env.DATABASE_OWNER_URL = database.ownerUrl;
  refreshEnvironment();
  setDatabase(database.app);
}

const ownPassword = "verë e gjatë pranë detit";

/** Who works here: one account for every role, two lawyers, and a training that somebody can sign up for. */
async function settle({ owner }: TestDatabase, people: World["people"], marks: World["marks"]) {
  // News for people who asked for help leave by day only; this day has no night.
  await owner
    .update(settings)
    .set({ value: { from: "00:00", to: "23:59" } })
    .where(eq(settings.key, "waking_hours"));
  const organisation = await buildOrganisation(owner);
  for (const role of roles.filter((each) => each !== "lawyer")) {
    const account = await buildAccount(owner, { roles: [role], password: ownPassword });
    people.set(role, account);
    if (role === "referrer" || role === "institution_contact")
      await buildOrganisationMember(owner, organisation.id, account.id);
  }
  const areas = ["PO-REQ", "CRM-DV", "FAM-CUS"];
  const offered = await buildLawyer(owner, {
    areas,
    regions: ["AL-10", "AL-11"],
    capacity: 9,
    account: { password: ownPassword },
  });
  const accepting = await buildLawyer(owner, {
    areas,
    regions: ["AL-10", "AL-11"],
    capacity: 9,
    account: { password: ownPassword, person: { givenName: "Ylli", familyName: marks.word("p.lawyer") } },
  });
  people.set("lawyer_offered", offered.account);
  people.set("lawyer", accepting.account);
  const event = await buildEvent(owner, {
    startsOn: "2026-01-12",
    state: "confirmed",
    seats: 50,
    trainerIds: [people.get("trainer")?.id ?? ""],
  });
  const coming = await buildEvent(owner, { state: "confirmed", seats: 50 });
  return { lawyerIds: [offered.id, accepting.id], eventId: event.id, comingSlug: coming.slug };
}

/** Somebody with a browser of their own: keeps cookies, and every answer with its head is a store. */
function visitor({ app, stores, marks }: World, who: string, jar = new Map<string, string>()) {
  // As a proxy in front says it; nothing may keep it with a request.
  const address = `${clientNetwork}.${(Math.abs(hash(who)) % 200) + 1}`;
  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const answer = await fetch(`${app.address}${path}`, {
      redirect: "manual",
      ...init,
      headers: {
        origin: app.address,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
        "x-forwarded-for": address,
        "accept-language": "sq",
        ...(who === "person" && { "user-agent": marks.email("person.browser") }),
        ...(init.headers as Record<string, string>),
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) jar.set(name, value);
      else jar.delete(name);
    }
    const body = Buffer.from(await answer.arrayBuffer());
    const head = [`${answer.status}`, ...[...answer.headers].map(([name, value]) => `${name}: ${value}`)].join("\n");
    const where = `${init.method ?? "GET"} ${path}`;
    stores.push({ who, where, bytes: Buffer.concat([Buffer.from(`${head}\n\n`), body]) });
    for (const inner of await unpacked(body)) stores.push({ who, where: `${where} unpacked`, bytes: inner });
    return { status: answer.status, location: answer.headers.get("location") ?? "", text: body.toString("utf8") };
  };
  const post = (path: string, fields: Fields = {}) => {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) body.append(name, each);
    return ask(path, { method: "POST", body });
  };
  return {
    who,
    jar,
    address,
    get: (path: string) => ask(path),
    /** The page, and what its address answers to scripts. */
    look: async (path: string) => {
      const page = await ask(path);
      if (page.status === 200) await ask(dataOf(path));
      return page;
    },
    post,
    upload: (path: string, body: FormData) => ask(path, { method: "POST", body }),
    /** A form that has to be taken; a button answers with 303. */
    does: async (path: string, fields: Fields = {}) => {
      const answer = await post(path, fields);
      if (answer.status !== 303) throw new Error(`${who}: POST ${path}: ${answer.status} ${wrongIn(answer.text)}`);
      return answer;
    },
  };
}

function hash(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) | 0, 7);
}

function dataOf(path: string): string {
  const [own = "", query] = path.split("?");
  return `${own === "/" ? "/_root" : own}.data${query ? `?${query}` : ""}`;
}

function wrongIn(page: string): string {
  return [...page.matchAll(/class="(?:field-error|error-summary)[^>]*>(.*?)<\/(?:p|div|ul|section)>/gs)]
    .map(([, said = ""]) => said.replace(/<[^>]+>/g, " "))
    .join(" · ")
    .slice(0, 300);
}

async function signedIn(world: World, who: string): Promise<Visitor> {
  const account = world.people.get(who);
  if (!account) throw new Error(`there is no ${who}`);
  const now = new Date();
  const [pair = ""] = (await beginSignIn(account, "canary", now, now)).split(";");
  const cut = pair.indexOf("=");
  const token = pair.slice(cut + 1);
  world.marks.secret(`secret.session.${who}`, token);
  return visitor(world, who, new Map([[pair.slice(0, cut), token]]));
}

/** A list with marked people, attendance, certificates, a slip, a correction. */
async function trainings(
  world: World,
  manager: Visitor,
  trainer: Visitor,
  { eventId, comingSlug }: { eventId: string; comingSlug: string },
): Promise<void> {
  const { marks, app } = world;
  const event = `/manage/events/${eventId}`;
  const list = new FormData();
  const line = ["Emri;Mbiemri;Email;Telefon;Institucioni"];
  line.push(
    [
      marks.word("p.given"),
      marks.word("p.family"),
      marks.email("p.email"),
      marks.phone("p.phone"),
      marks.word("p.institution"),
    ].join(";"),
    `${marks.word("p.slipGiven")};${marks.word("p.slipFamily")};;;`,
  );
  list.append("file", new Blob([line.join("\r\n")], { type: "text/csv" }), "lista.csv");
  const previewed = await manager.upload(`${event}/import`, list);
  await manager.look(previewed.location);
  await manager.does(`${previewed.location}/confirmation`);
  for (const visitorOf of [manager, trainer])
    await visitorOf.look(visitorOf === manager ? `${event}/roster` : "/teach");
  const sittings = await app.owner.execute<{ id: string }>(sql`select id from sittings where event_id = ${eventId}`);
  for (const { id } of sittings) {
    await trainer.does(`/teach/sittings/${id}/all-present`);
    await trainer.look(`/teach/sittings/${id}`);
    await trainer.does(`/teach/sittings/${id}/sheet`);
    await trainer.look(`/teach/sittings/${id}/sheets`);
  }
  await manager.post(`${event}/closing`);
  await manager.look(`${event}/slips`);
  const issued = await manager.post(`${event}/certificates`);
  if (issued.status !== 303) throw new Error(`no certificates: ${issued.status} ${wrongIn(issued.text)}`);
  const stored = () => app.owner.execute(sql`select 1 from certificates where pdf_sha256 is not null`);
  await until(async () => (await stored()).length >= 2, 60_000);
  const [certificate] = await app.owner.execute<{ id: string; code: string }>(
    sql`select id, code from certificates order by serial limit 1`,
  );
  await manager.look(`/manage/certificates/${certificate?.id}.pdf`);
  await manager.look(`${event}/certificates.zip`);
  const stranger = visitor(world, "stranger");
  for (const end of ["", ".json", ".pdf"]) await stranger.look(`/verify/${certificate?.code}${end}`);
  await manager.does(`/manage/certificates/${certificate?.id}/revocation`, { reason: marks.word("p.revocation") });
  await stranger.look(`/verify/${certificate?.code}`);
  await stranger.does(`/trainings/${comingSlug}`, {
    givenName: marks.word("p.signUpGiven"),
    familyName: marks.word("p.signUpFamily"),
    email: marks.email("p.signUpEmail"),
    phone: marks.phone("p.signUpPhone"),
    institution: marks.word("p.signUpInstitution"),
    profession: marks.word("p.signUpProfession"),
    consent: "yes",
  });
}

/** What one page of questions asks for, marked by the side that answers it. */
function filing(marks: World["marks"], side: string): Fields {
  return {
    requestId: randomUUID(),
    regionIso: "AL-11",
    areaCode: "PO-REQ",
    courtDate: "within_7_days",
    story: `Ndodhi kështu: ${marks.word(`${side}.story`)} dhe u largova.`,
    opponent: `Agim ${marks.word(`${side}.opponent`)}`,
    opponentKin: `Besnik ${marks.word(`${side}.opponentKin`)}`,
    name: `Drita ${marks.word(`${side}.name`)}`,
    birthYear: "1991",
    language: "sq",
    whereabouts: `te ${marks.word(`${side}.whereabouts`)}`,
    phraseFromPerson: `një ${marks.word(`${side}.phraseFromPerson`)}`,
    phraseToPerson: `dy ${marks.word(`${side}.phraseToPerson`)}`,
    process: "yes",
    conflictCheck: "yes",
    shareWithLawyer: "yes",
  };
}

export type As = (who: string) => Promise<Visitor>;

/**
 * A request from a stranger, one by the desk, one by a referrer; through triage, offers, a case and its end. A fourth is
 * closed and erased.
 */
async function legalAid(
  world: World,
  as: As,
  lawyerIds: string[],
  meanwhile: (ids: Record<string, string>) => Promise<void>,
) {
  const person = visitor(world, "person");
  const receipt = await ask(world, person);
  const desk = await as("coordinator");
  await filedByDesk(world, desk, "desk", "phone");
  await filedByDesk(world, desk, "erased", "desk");
  await filedByReferrer(world, await as("referrer"));
  const idOf = async (source: string) => {
    const [row] = await world.app.owner.execute<{ id: string }>(
      sql`select id from aid_requests where source = ${source}`,
    );
    return row?.id ?? "";
  };
  const [requestId, phoneId, referredId] = [await idOf("public_form"), await idOf("phone"), await idOf("referrer")];
  const erasedId = await idOf("desk");
  await erased(world, as, desk, erasedId);
  await comeBack(world, person, receipt);
  await triaged(world, desk, requestId, "public");
  await papersTaken(world, as, { requestId });
  await triaged(world, desk, referredId, "referrer");
  await answeredByDesk(world, desk, phoneId);
  const offered = await offersAndCase(world, as, desk, requestId, lawyerIds);
  const handed = await handedBack(world, as, desk, referredId, lawyerIds);
  const ids = { requestId, phoneId, referredId, erasedId, ...offered, ...handed };
  await papersTaken(world, as, ids);
  await glassBroken(world, as, requestId);
  await meanwhile(ids);
  await person.look("/help/status");
  await person.look("/help/status/messages");
  await closed(world, await as("lawyer"), desk, requestId);
  await person.look("/help/status");
  await person.post("/help/status/record", { alone: "yes" });
  await person.look("/help/status/erasure");
  await person.does("/help/status/erasure", { sure: "yes" });
  await erasureDecided(world, as, requestId, false);
  await person.look("/help/status/erasure");
  await person.does("/help/exit");
  return ids;
}

async function ask({ marks }: World, person: Visitor): Promise<{ locator: string; digits: string }> {
  const f = filing(marks, "public");
  const answers: [string, Fields][] = [
    ["now", { safeNow: "yes" }],
    ["today", { danger: "no" }],
    ["contact", { channel: "phone" }],
    ["reach", { phone: marks.phone("public.phone"), who: "only_me", when: marks.word("public.when"), message: "none" }],
    ["region", { regionIso: "AL-11" }],
    ["matter", { matter: "protection" }],
    ["dates", { courtDate: "within_7_days" }],
    ["words", { story: f.story ?? "" }],
    [
      "names",
      {
        opponent: f.opponent ?? "",
        opponentKin: f.opponentKin ?? "",
        opponentOther: `Ilir ${marks.word("public.opponentOther")}`,
        clientKin: `Teuta ${marks.word("public.clientKin")}`,
      },
    ],
    ["you", { name: f.name ?? "", birthYear: "1991" }],
    ["wishes", { language: "sq", genderWish: "" }],
    ["place", { whereabouts: f.whereabouts ?? "" }],
    ["phrases", { phraseFromPerson: f.phraseFromPerson ?? "", phraseToPerson: f.phraseToPerson ?? "" }],
    ["agree", { process: "yes", conflictCheck: "yes", shareWithLawyer: "yes" }],
  ];
  for (const [question, fields] of answers) {
    await person.look(`/help/request/${question}`);
    await person.does(`/help/request/${question}`, fields);
  }
  marks.secret("secret.draft", cookieToken(person));
  await person.look("/help/request/names");
  await person.look("/help/request/check");
  await person.does("/help/request/check");
  const { text } = await person.look("/help/request/done");
  const [locator = "", digits = ""] = [...text.matchAll(/<strong>([^<]+)<\/strong>/g)].map(([, shown = ""]) => shown);
  marks.secret("secret.receipt", digits.replace(/\D/g, ""));
  marks.secret("secret.receiptGroups", digits);
  await person.does("/help/request/done");
  return { locator, digits };
}

/** The token inside of the cookie's value: base64 of JSON behind one letter, as Remix writes it. */
function cookieToken(person: Visitor): string {
  const value = decodeURIComponent(person.jar.get("page") ?? "");
  return String(JSON.parse(Buffer.from(value, "base64").toString("utf8"))).slice(1);
}

async function comeBack({ marks }: World, person: Visitor, receipt: { locator: string; digits: string }) {
  await person.post("/help/status", { locator: receipt.locator, receipt_digits: "0000 0000 0000 0000" });
  await person.does("/help/status", { locator: receipt.locator, receipt_digits: receipt.digits });
  marks.secret("secret.receiptSession", cookieToken(person));
  await person.look("/help/status");
  await person.does("/help/status/messages", { body: `Po pres ${marks.word("message.person")}` });
  await person.look("/help/status/messages");
  const email = marks.email("public.email");
  await person.post("/help/status/contact", { channel: "email", email: `${email} `, phone: "x" });
  await person.does("/help/status/contact", { channel: "email", email });
  await uploaded(person, "/help/status/documents", marks, "documentOfPerson");
  for (const page of ["contact", "consents", "withdrawal", "documents", "record", "erasure"])
    await person.look(`/help/status/${page}`);
  await person.post("/help/status/record", { alone: "yes" });
}

/** A paper with a mark in its name and one in its text. */
async function uploaded(from: Visitor, path: string, marks: World["marks"], name: string): Promise<void> {
  const body = new FormData();
  body.append("kind", "other");
  body.append(
    "file",
    new Blob([`Dëshmi: ${marks.word(`${name}.text`)}`], { type: "text/plain" }),
    `${marks.word(`${name}.name`)}.txt`,
  );
  const { status, text } = await from.upload(path, body);
  if (status !== 303) throw new Error(`${path}: ${status} ${wrongIn(text)}`);
}

async function filedByDesk({ marks }: World, desk: Visitor, side: string, source: string): Promise<void> {
  const fields = {
    ...filing(marks, side),
    source,
    channel: "trusted_person",
    trustedName: `Vera ${marks.word(`${side}.trustedName`)}`,
    trustedContact: marks.word(`${side}.trustedContact`),
    trustedHow: marks.word(`${side}.trustedHow`),
    when: marks.word(`${side}.when`),
  };
  await desk.post("/desk/requests/new", { ...fields, process: "" });
  const { status, text } = await desk.post("/desk/requests/new", fields);
  if (status !== 200) throw new Error(`the desk's request: ${status} ${wrongIn(text)}`);
}

async function filedByReferrer({ marks }: World, referrer: Visitor): Promise<void> {
  const fields = {
    ...filing(marks, "referrer"),
    consentSeen: "yes",
    channel: "email",
    email: marks.email("referrer.email"),
  };
  await referrer.post("/partner/requests/new", { ...fields, process: "" });
  await referrer.does("/partner/requests/new", fields);
  await referrer.look("/partner");
}

async function triaged({ marks }: World, desk: Visitor, id: string, side: string): Promise<void> {
  const request = `/desk/requests/${id}`;
  await desk.look(request);
  await desk.post(`${request}/story`, { reason: "triage" });
  await desk.does(`${request}/triage-opening`);
  await desk.look(`${request}/triage`);
  await desk.look(`${request}/state-form.pdf`);
  const named = { outcome: "declined", urgency: "urgent", reason: `po e njoh ${marks.word(`${side}.opponent`)}` };
  if ((await desk.post(`${request}/triage`, named)).status !== 400) throw new Error("a name went into a reason");
  await desk.does(`${request}/triage`, {
    outcome: "matching",
    urgency: "urgent",
    areaCode: "PO-REQ",
    stepKinds: ["protection_order"],
    estimatedHours: "8",
    reason: `vendim: ${marks.word(`${side}.triageReason`)}`,
  });
  await desk.does(`${request}/conflict-checks`);
}

/** Advice given, closed, opened again, closed. */
async function answeredByDesk({ marks, app }: World, desk: Visitor, id: string): Promise<void> {
  const request = `/desk/requests/${id}`;
  await desk.look(request);
  await desk.post(`${request}/story`, { reason: "triage" });
  await desk.does(`${request}/triage-opening`);
  const decide = (reason: string) =>
    desk.does(`${request}/triage`, { outcome: "primary_only", urgency: "advice", areaCode: "PO-REQ", reason });
  await decide(marks.word("desk.triageReason"));
  const [type] = await app.owner.execute<{ code: string }>(sql`select code from service_types limit 1`);
  await desk.post(`${request}/services`, { serviceTypeCode: type?.code ?? "", minutes: "30", givenOn: "2026-01-05" });
  await desk.does(`${request}/calls`, { reached: "yes" });
  const named = { reason: marks.word("desk.name").toUpperCase() };
  if ((await desk.post(`${request}/closing`, named)).status !== 400) throw new Error("a name went into a reason");
  await desk.does(`${request}/closing`, { reason: marks.word("desk.closingReason") });
  await desk.does(`${request}/reopening`, { reason: marks.word("desk.reopeningReason") });
  await decide(marks.word("desk.triageReasonAgain"));
  await desk.look(request);
}

/** Looked at, closed, and erased for good. */
async function erased(world: World, as: As, desk: Visitor, id: string): Promise<void> {
  const request = `/desk/requests/${id}`;
  await desk.look(request);
  await desk.post(`${request}/story`, { reason: "triage" });
  await desk.does(`${request}/triage-opening`);
  await desk.does(`${request}/triage`, {
    outcome: "primary_only",
    urgency: "advice",
    areaCode: "PO-REQ",
    reason: world.marks.word("erased.triageReason"),
  });
  await desk.does(`${request}/closing`, { reason: world.marks.word("erased.closingReason") });
  await desk.does(`${request}/erasure`, { sure: "yes" });
  await erasureDecided(world, as, id, true);
  await desk.look(request);
}

async function offersAndCase({ marks, app }: World, as: As, desk: Visitor, id: string, lawyerIds: string[]) {
  const [offeredId = "", acceptingId = ""] = lawyerIds;
  const matching = `/desk/requests/${id}/matching`;
  await desk.look(matching);
  const named = await desk.post(matching, { lawyerId: offeredId, sentence: `Drita ${marks.word("public.name")}` });
  if (named.status !== 400)
    throw new Error(`a name went onto a card: ${named.status} ${named.location} ${wrongIn(named.text)}`);
  await desk.does(matching, {
    lawyerId: offeredId,
    sentence: `duhet dikush që ${marks.word("sentence").toLowerCase()}`,
  });
  await desk.does(`/desk/requests/${id}/messages`, { body: `Kemi lajme ${marks.word("message.desk")}` });
  const offerOf = async (lawyerId: string) => {
    const [row] = await app.owner.execute<{ id: string }>(
      sql`select id from offers where request_id = ${id} and lawyer_id = ${lawyerId}`,
    );
    return row?.id ?? "";
  };
  const first = await as("lawyer_offered");
  const declined = await offerOf(offeredId);
  await first.look(`/lawyer/offers/${declined}`);
  await first.does(`/lawyer/offers/${declined}`, {
    code: "other",
    reason: `sepse ${marks.word("decline").toLowerCase()}`,
  });
  if (!(await offerOf(acceptingId))) await desk.does(matching, { lawyerId: acceptingId });
  const second = await as("lawyer");
  const offerId = await offerOf(acceptingId);
  await second.look("/lawyer");
  await second.look(`/lawyer/offers/${offerId}`);
  await second.does(`/lawyer/offers/${offerId}/hold`);
  await second.look(`/lawyer/offers/${offerId}/conflict`);
  await second.does(`/lawyer/offers/${offerId}/clearance`);
  await second.look(`/lawyer/offers/${offerId}/conflict`);
  const { location } = await second.does(`/lawyer/offers/${offerId}/conflict`, { attested: "yes" });
  const caseId = location.split("/").at(-1) ?? "";
  await second.look(`${location}/file`);
  await second.does(`${location}/file`, { body: `Shënim ${marks.word("note")}` });
  await second.look(`${location}/file`);
  await uploaded(second, `${location}/documents`, marks, "documentOfLawyer");
  await second.look(`${location}/documents`);
  await second.does(`${location}/hours`, { workedOn: calendarDate(new Date()), duration: "1:30", kind: "drafting" });
  return { offerId, declinedOfferId: declined, caseId };
}

async function handedBack({ marks, app }: World, as: As, desk: Visitor, id: string, lawyerIds: string[]) {
  const lawyer = await as("lawyer");
  await desk.does(`/desk/requests/${id}/matching`, { lawyerId: lawyerIds[1] ?? "" });
  const [offer] = await app.owner.execute<{ id: string }>(
    sql`select id from offers where request_id = ${id} and lawyer_id = ${lawyerIds[1] ?? ""}`,
  );
  await lawyer.does(`/lawyer/offers/${offer?.id}/hold`);
  await lawyer.does(`/lawyer/offers/${offer?.id}/clearance`);
  const { location } = await lawyer.does(`/lawyer/offers/${offer?.id}/conflict`, { attested: "yes" });
  await lawyer.does(`${location}/hand-back`, {
    reason: "no_time",
    note: `Për tjetrin: ${marks.word("handBackNote")}`,
  });
  await lawyer.look(location);
  await lawyer.look(`${location}/file`);
  const next = await as("lawyer_offered");
  await desk.does(`/desk/requests/${id}/matching`, { lawyerId: lawyerIds[0] ?? "" });
  const [again] = await app.owner.execute<{ id: string }>(
    sql`select id from offers where request_id = ${id} and lawyer_id = ${lawyerIds[0] ?? ""}`,
  );
  await next.does(`/lawyer/offers/${again?.id}/hold`);
  await next.does(`/lawyer/offers/${again?.id}/clearance`);
  const taken = await next.does(`/lawyer/offers/${again?.id}/conflict`, { attested: "yes" });
  await next.look(`${taken.location}/file`);
  return { referredCaseId: location.split("/").at(-1) ?? "" };
}

async function closed({ app }: World, lawyer: Visitor, desk: Visitor, requestId: string): Promise<void> {
  const [row] = await app.owner.execute<{ id: string }>(
    sql`select id from cases where request_id = ${requestId} and state = 'open'`,
  );
  const steps = await app.owner.execute<{ id: string }>(
    sql`select id from case_steps where case_id = ${row?.id ?? ""}`,
  );
  for (const { id } of steps)
    await lawyer.post(`/lawyer/cases/${row?.id}/steps/${id}/end`, { state: "done", outcome: "advice_given" });
  await lawyer.does(`/lawyer/cases/${row?.id}/closing`, { outcome: "advice_given" });
  for (const page of ["", "/file", "/hours"]) await lawyer.look(`/lawyer/cases/${row?.id}${page}`);
  await desk.look(`/desk/requests/${requestId}`);
}

/** Refusals, unknown things and failures, with marks in addresses, fields and broken bodies. */
async function provoke(world: World, as: As, requestId: string): Promise<void> {
  const { app, marks } = world;
  const stranger = visitor(world, "stranger");
  const mark = marks.word("provoked");
  for (const path of [
    `/${mark}`,
    `/help/${mark}`,
    `/verify/${mark}`,
    `/desk/requests/${mark}`,
    `/trainings?q=${mark}`,
    `/${mark}%00`,
    `/${mark}%E0%A4%A`,
    `/x?_data=${mark}`,
  ])
    await stranger.get(encodeURI(path).replaceAll("%25", "%"));
  await stranger.post("/sign-in", { email: marks.email("provokedEmail"), password: marks.word("provokedPassword") });
  await stranger.post("/account/link", { email: marks.email("provokedEmail") });
  await stranger.post("/account/claim", {
    code: mark,
    email: marks.email("provokedEmail"),
    password: `${mark} ${mark}`,
  });
  await stranger.post("/csp-reports", { mark });
  // Queries that fail: their messages carry what was bound to them, and PostgreSQL says it in its own log, too.
  const person = visitor(world, "person");
  const desk = await as("coordinator");
  const away = [
    {
      table: "accounts",
      work: () => stranger.post("/sign-in", { email: marks.email("provokedEmail"), password: mark }),
    },
    { table: "people", work: () => desk.get(`/desk/lawyers?q=${encodeURIComponent(mark)}`) },
    { table: "request_drafts", work: () => person.post("/help/request/now", { safeNow: "yes" }) },
    { table: "request_stories", work: () => desk.post(`/desk/requests/${requestId}/story`, { reason: "complaint" }) },
    {
      table: "consents",
      work: () => desk.post("/desk/requests/new", { ...filing(marks, "failed"), source: "desk", channel: "page" }),
    },
  ];
  let failures = 0;
  for (const { table, work } of away) {
    await app.owner.execute(sql.raw(`alter table ${table} rename to ${table}_away`));
    const { status } = (await work()) as Answer;
    await app.owner.execute(sql.raw(`alter table ${table}_away rename to ${table}`));
    if (status === 500) failures += 1;
  }
  if (failures < 3) throw new Error(`only ${failures} of the provoked failures happened`);
  await app.owner
    .execute(sql`insert into people (given_name, family_name, folded_name, email)
      values (${mark}, ${mark}, 'x', ${marks.email("p.email")})`)
    .catch(() => undefined);
  await app.owner.execute(sql`insert into people (id) values (${mark})`).catch(() => undefined);
}

/** Every address (or those of some areas) as one visitor, with the ids of things that are there. */
async function everyPage(
  world: World,
  { who, jar }: Visitor,
  ids: Record<string, string>,
  when: "meanwhile" | "afterwards",
  areas = /./,
): Promise<void> {
  const visitorOf = visitor(world, `${who} ${when}`, jar);
  const before = world.stores.length;
  const there = await thingsThatAreThere(world, who, ids);
  for (const { path = "" } of routes) {
    if (path === "*" || !areas.test(path) || /\/end$|sign-out/.test(path)) continue;
    const own = path.replace(/:(\w+)/g, (_, name: string) => {
      const found = there.find(([pattern, named]) => named === name && pattern.test(path))?.[2];
      if (!found) throw new Error(`nothing is there for :${name} of ${path}`);
      return found;
    });
    await visitorOf.look(`/${own}`);
  }
  for (const other of ["phoneId", "referredId", "erasedId"]) await visitorOf.look(`/desk/requests/${ids[other]}`);
  for (const page of ["", "/file"]) await visitorOf.look(`/lawyer/cases/${ids.referredCaseId}${page}`);
  if (when === "afterwards") await visitorOf.post("/account/data.zip", { password: ownPassword });
  if (world.stores.length - before < 100) throw new Error("hardly a page was looked at");
}

/** For each parameter of an address what stands there: pattern of the address, name, value. */
async function thingsThatAreThere({ app, people }: World, who: string, ids: Record<string, string>) {
  const [row] = await app.owner.execute<Record<string, string>>(sql`
    select (select id from certificates order by serial limit 1) as certificate,
      (select code from certificates order by serial limit 1) as code,
      (select id from imports limit 1) as import,
      (select sitting_id from attendance_sheets order by id limit 1) as sitting,
      (select id from attendance_sheets order by id limit 1) as sheet,
      (select id from enrolments limit 1) as enrolment, (select course_id from events limit 1) as course,
      (select person_id from enrolments limit 1) as person,
      (select id from outbox_messages order by created_at limit 1) as message,
      (select id from documents where request_id = ${ids.requestId} limit 1) as document,
      (select id from break_glass limit 1) as glass, (select id from corrections limit 1) as correction,
      (select id from erasures limit 1) as erasure,
      (select id from case_steps where case_id = ${ids.caseId} limit 1) as step,
      (select id from case_hours where case_id = ${ids.caseId} limit 1) as hours,
      (select extract(year from worked_on)::text from case_hours where case_id = ${ids.caseId} limit 1) as year,
      (select code from retention_rules limit 1) as period`);
  const of = (name: string) => row?.[name] ?? "";
  const there: [RegExp, string, string][] = [
    [/^(manage|teach)\/events/, "id", ids.eventId ?? ""],
    [/^manage\/certificates|^learn\/certificates/, "id", of("certificate")],
    [/^manage\/courses/, "id", of("course")],
    [/^(manage|learn|teach)\/enrolments/, "id", of("enrolment")],
    [/^teach\/sittings/, "id", of("sitting")],
    [/^(desk|audit)\/requests/, "id", ids.requestId ?? ""],
    [/^desk\/lawyers/, "id", ids.lawyerId ?? ""],
    [/^(desk|lawyer)\/offers/, "id", (who === "lawyer_offered" ? ids.declinedOfferId : ids.offerId) ?? ""],
    [/^lawyer\/cases/, "id", ids.caseId ?? ""],
    [/^audit\/break-glass/, "id", of("glass")],
    [/^audit\/erasures/, "id", of("erasure")],
    [/^audit\/corrections/, "id", of("correction")],
    [/^admin\/accounts/, "id", people.get("lawyer")?.id ?? ""],
    [/^admin\/outbox/, "id", of("message")],
    [/^verify/, "code", of("code")],
    [/^admin\/retention/, "code", of("period")],
    [/^lawyer\/service/, "year", of("year")],
    [/^admin\/settings/, "key", "urgent_within_days"],
    [/^admin\/law\/rules/, "code", "LA-4"],
    [/^admin\/law\/lines/, "code", "HL-112"],
    [/^admin\/law\/wages/, "code", "2026-01-01-50000"],
    [/^admin\/law\/holidays/, "day", "2027-01-01"],
    [/^(trainings|partner)/, "slug", ids.comingSlug ?? ""],
    [/./, "questionId", randomUUID()],
    [/./, "quotaId", randomUUID()],
    [/./, "importId", of("import")],
    [/./, "personId", of("person")],
    [/./, "sheetId", of("sheet")],
    [/./, "documentId", of("document")],
    [/./, "stepId", of("step")],
    [/./, "hoursId", of("hours")],
    [/./, "lawyerId", ids.lawyerId ?? ""],
    [/./, "role", "trainer"],
    [/./, "kind", "own"],
    [/./, "question", "words"],
    // Buttons answer a look with nothing, whatever they are about; links and published things have no row in this journey.
    [/./, "scanId", randomUUID()],
    [/./, "id", randomUUID()],
    [/./, "deadlineId", randomUUID()],
    [/./, "noticeId", randomUUID()],
    [/./, "keptId", randomUUID()],
    [/./, "mergedId", randomUUID()],
    [/./, "token", "x"],
    [/./, "slug", "x"],
  ];
  return there;
}

async function mailServer() {
  const mails: { to: string; raw: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join(" ");
        mails.push({ to, raw: Buffer.concat(parts).toString("utf8") });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return { mails, url: `smtp://127.0.0.1:${port}`, close: () => server.close() };
}
