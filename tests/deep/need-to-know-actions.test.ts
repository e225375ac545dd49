import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Actor, contextFor, type Member } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { openableClasses } from "#app/legal-aid/break-glass/forms";
import { canBeCounted } from "#app/legal-aid/deadlines/rules";
import { receiveDocument } from "#app/legal-aid/documents/receive-document.server";
import { accountRoles } from "#db/schema/accounts";
import { caseDeadlines, caseHours, caseSteps } from "#db/schema/cases";
import { documents } from "#db/schema/documents";
import { deadlineRules } from "#db/schema/reference";
import type { Role, SealedClass } from "#db/vocabulary";
import { everybody, type Stage, strangers, type Who } from "#tests/structure/need-to-know";
import { type ActionRow, actionRows, type Met, rolesOfArea, severalRoles } from "#tests/structure/need-to-know-actions";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { type Address, allAddresses, changedTables, fingerprint } from "#tests/support/hostile";
import { text } from "#tests/support/hostile-files";
import { ownFileStore } from "#tests/support/kept-files";
import { about, cookieOf, marks, type Staged, stageEverything } from "#tests/support/need-to-know";

type Several = keyof typeof severalRoles;
const stages: Stage[] = ["before", "offered", "holding", "accepted", "handed_back", "after"];
const addresses = new Map((await allAddresses()).map((address) => [address.path.slice(1), address]));
/** What a form needs to be right, where that hangs on what is there. */
const right: Record<string, Record<string, readonly string[]>> = {
  "audit/break-glass/:id/file": { classes: openableClasses },
};
const partsOfCases = new Map<string, Record<string, string>>();
let database: TestDatabase;
let staged: Staged[];
ownFileStore();

beforeAll(async () => {
  database = await testDatabase();
  staged = await stageEverything(database, stages, async (requestId) => {
    const form = new FormData();
    form.append("file", new File([new Uint8Array(text())], "letra.txt"));
    const posted = new Request("http://localhost:3000/", { method: "POST", body: form });
    const received = await receiveDocument(contextFor({ kind: "receipt", requestId }), posted, requestId);
    if (!received.ok) throw new Error(JSON.stringify(received.state));
  });
  await database.owner.update(documents).set({ state: "clean" });
  const rules = await database.owner.select().from(deadlineRules);
  const rule = rules.find(canBeCounted) as (typeof rules)[number];
  right["lawyer/cases/:id/deadlines"] = { ruleCode: [rule.code] };
  for (const { caseId, lawyerId, actors } of staged) {
    if (!caseId) continue;
    const now = new Date();
    const [step] = await database.owner.select().from(caseSteps).where(eq(caseSteps.caseId, caseId));
    const [deadline] = await database.owner
      .insert(caseDeadlines)
      .values({
        caseId,
        ruleCode: rule.code,
        lawVersion: rule.lawVersion,
        startedAt: now,
        dueAt: now,
        toBeConfirmed: false,
        createdBy: (actors.lawyer as Member).accountId,
      })
      .returning();
    const [hours] = await database.owner
      .insert(caseHours)
      .values({ caseId, lawyerId, workedOn: "2026-11-20", minutes: 60, kind: "drafting" })
      .returning();
    partsOfCases.set(caseId, { stepId: step?.id ?? "", deadlineId: deadline?.id ?? "", hoursId: hours?.id ?? "" });
  }
}, 120_000);
afterAll(stopSendingBoss);

test("the table names every button about a request, and no other address", () => {
  const about =
    /^(desk\/(requests|offers)|lawyer\/(offers|cases)|audit\/(requests|break-glass)|help\/status\/documents)\/:/;
  const buttons = [...addresses].filter(([path, { module }]) => about.test(path) && module.action);
  const named = actionRows.filter(({ method }) => !method).map(({ path }) => path);
  expect(named.toSorted()).toEqual(buttons.map(([path]) => path).toSorted());
});

async function paramsOf({ path }: ActionRow, one: Staged): Promise<Record<string, string> | null> {
  const id = /^(lawyer|desk)\/offers/.test(path)
    ? one.offerId
    : path.startsWith("lawyer/cases")
      ? one.caseId
      : path.startsWith("audit/break-glass")
        ? one.breakGlassId
        : one.requestId;
  if (id === null) return null;
  const [paper] = await database.owner
    .select({ id: documents.id })
    .from(documents)
    .where(eq(documents.requestId, one.requestId));
  const ofCase = one.caseId ? partsOfCases.get(one.caseId) : undefined;
  return { id, documentId: paper?.id ?? "", lawyerId: one.lawyerId, ...ofCase };
}

async function press(row: ActionRow, params: Record<string, string>, cookie: string) {
  const { module, fields } = addresses.get(row.path) as Address;
  const path = row.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? "");
  const body = new URLSearchParams(fields);
  for (const [name, values] of Object.entries(right[row.path] ?? {})) {
    body.delete(name);
    for (const value of values) body.append(name, value);
  }
  const request = new Request(`http://localhost:3000/${path}`, {
    method: row.method ?? "POST",
    headers: { Cookie: cookie },
    ...(!row.method && { body }),
  });
  const context = { nonce: "", requestId: "test", clientAddress: "10.0.0.1" };
  const run = row.method === "GET" ? module.loader : module.action;
  const answer = await Promise.resolve()
    .then(() => run?.({ request, params, context }))
    .catch((thrown: unknown) => thrown);
  if (answer instanceof Error) throw answer;
  const said = answer instanceof Response ? await answer.text() : JSON.stringify(answer);
  const shown = (Object.entries(marks) as [SealedClass, string][])
    .filter(([, mark]) => said.includes(mark))
    .map(([sealedClass]) => sealedClass);
  return { met: metIn(answer), shown: shown.sort().join("+") };
}

function metIn(answer: unknown): Met {
  if (!(answer instanceof Response)) return "in";
  const to = answer.headers.get("Location") ?? "";
  if (/^\/sign-in(\?|$)/.test(to)) return "sign-in";
  if (/^\/help\/status(\?|$)/.test(to)) return "receipt";
  return answer.status === 403 ? "role" : answer.status === 404 ? "hidden" : "in";
}

const areaRoles = (path: string) =>
  Object.entries(rolesOfArea).find(([area]) => path.startsWith(area))?.[1] ?? ([] as readonly string[]);

/** As whom somebody comes to an address: one of several roles counts there, and the others do not. */
function countsAs(who: Who | Several, path: string): Who | null {
  if (!(who in severalRoles)) return who as Who;
  const roles: Partial<Record<string, Who>> = severalRoles[who as Several];
  const role = areaRoles(path).find((each) => each in roles);
  return role ? (roles[role] ?? null) : null;
}

function expectedOf(row: ActionRow, who: Who | Several, actor: Actor, stage: Stage) {
  const as = countsAs(who, row.path);
  const lets = as !== null && (row.in[as]?.includes(stage) ?? false);
  const shown = lets && as ? [...(row.shows?.[as]?.[stage] ?? [])].sort().join("+") : "";
  const outside = (): Met => {
    if (row.path.startsWith("help/")) return actor.kind === "receipt" ? "hidden" : "receipt";
    if (actor.kind !== "account") return "sign-in";
    return as !== null && actor.roles.some((role) => areaRoles(row.path).includes(role)) ? "hidden" : "role";
  };
  return { met: lets ? "in" : outside(), shown };
}

/** The one who is meant; several roles are given for the walk and taken away again. */
async function coming<T>(one: Staged, who: Who | Several, walk: (actor: Actor, cookie: string) => Promise<T>) {
  if (!(who in severalRoles)) {
    const actor = await about(database, one, who as Who);
    return walk(actor, await cookieOf(database.owner, actor));
  }
  const roles = Object.keys(severalRoles[who as Several]) as Role[];
  const [first] = Object.values(severalRoles[who as Several]) as Who[];
  const actor = (await about(database, one, first as Who)) as Member;
  const more = roles.filter((role) => !actor.roles.includes(role));
  const { accountId } = actor;
  await database.owner.insert(accountRoles).values(more.map((role) => ({ accountId, role, grantedAt: new Date() })));
  const several = { ...actor, roles };
  const result = await walk(several, await cookieOf(database.owner, several));
  for (const role of more)
    await database.owner
      .delete(accountRoles)
      .where(and(eq(accountRoles.accountId, accountId), eq(accountRoles.role, role)));
  return result;
}

test.each(stages)(
  "every button about a request lets in whom the table says, and nobody else changes anything: %s",
  async (stage) => {
    const one = staged.find((each) => each.stage === stage) as Staged;
    const wrong: string[] = [];
    const rows = await Promise.all(actionRows.map(async (row) => ({ row, params: await paramsOf(row, one) })));
    const there = rows.flatMap(({ row, params }) => (params ? [{ row, params }] : []));
    const walkers = [...everybody, ...(Object.keys(severalRoles) as Several[])].filter(
      (who) => who !== "system" && who !== "drafting" && (stage === "accepted" || !strangers.includes(who as Who)),
    );
    const walk = async (who: Who | Several, wanted: (row: ActionRow, lets: boolean) => boolean) =>
      coming(one, who, async (actor, cookie) => {
        for (const { row, params } of there) {
          const expected = expectedOf(row, who, actor, stage);
          if (!wanted(row, expected.met === "in")) continue;
          const found = await press(row, params, cookie);
          if (found.met !== expected.met || found.shown !== expected.shown)
            wrong.push(
              `${who}, ${row.path}: ${found.met} ${found.shown}, not ${expected.met} ${expected.shown}`.trimEnd(),
            );
        }
      });
    const before = await fingerprint(database);
    for (const who of walkers) await walk(who, (_, lets) => !lets);
    const ordered = await fingerprint(database);
    // Leave and suspension were given by the walk itself, and the last walker of them has left.
    expect(changedTables(before, ordered).filter((table) => table !== "lawyers")).toEqual([]);
    for (const who of walkers) await walk(who, (row, lets) => lets && !row.lastAt);
    for (const { row } of there) {
      const who = row.lastAt?.[stage];
      if (who) await walk(who, (each, lets) => each === row && lets);
    }
    expect(wrong).toEqual([]);
  },
  120_000,
);
