import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Actor } from "#app/context.server";
import { refreshEnvironment } from "#app/env.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { buildIfNeeded } from "#app/operations/build-if-needed.server";
import routes from "#app/routes";
import { setDatabase } from "#db/client.server";
import type { SealedClass } from "#db/vocabulary";
import { everybody, needToKnow, type Stage, strangers } from "#tests/structure/need-to-know";
import { permissionMatrix } from "#tests/structure/permission-matrix";
import { startTestApp, type TestApp } from "#tests/support/app";
import { about, cookieOf, marks, type Staged, stageEverything } from "#tests/support/need-to-know";

const stages: Stage[] = ["before", "offered", "holding", "accepted", "handed_back", "after"];
let app: TestApp;
let staged: Staged[];

beforeAll(async () => {
  await buildIfNeeded(process.cwd());
  app = await startTestApp(inject("testServer"), {
    fill: async (database) => {
      process.env.DATABASE_URL = database.databaseUrl;
      process.env.DATABASE_OWNER_URL = database.ownerUrl;
      refreshEnvironment();
      setDatabase(database.app);
      staged = await stageEverything(database, stages);
    },
  });
}, 300_000);
afterAll(async () => {
  await stopSendingBoss();
  await app?.stop();
});

const addresses = routes
  .map(({ path = "" }) => path)
  .filter(
    (path) =>
      /^(desk|lawyer|audit|partner|admin|reports|help\/status)/.test(path) &&
      !/:(slug|code|token|question|role|personId|importId|stepId|deadlineId|hoursId|lawyerId|documentId|\w*Id)\b/.test(
        path,
      ) &&
      (!path.includes(":id") ||
        /^(desk\/(requests|offers)|lawyer\/(offers|cases)|audit\/(requests|break-glass))\//.test(path)),
  );

function idFor(path: string, one: Staged): string | null {
  if (!path.includes(":id")) return "";
  if (/^(lawyer|desk)\/offers/.test(path)) return one.offerId;
  if (path.startsWith("lawyer/cases")) return one.caseId;
  return path.startsWith("audit/break-glass") ? one.breakGlassId : one.requestId;
}

/** Where somebody comes in by role at all; that the others are refused, tests/integration/protection walks. */
function mayCome(actor: Actor, path: string): boolean {
  const who = permissionMatrix[path];
  if (who === "receipt") return actor.kind === "receipt";
  if (who === "everyone" || typeof who === "string") return true;
  return actor.kind === "account" && (who?.includes(actor.as) ?? false);
}

/** The page and its data as they go over the wire, with headers; redirects are not followed. */
async function wire(path: string, cookie: string): Promise<{ status: number; bytes: string }> {
  const answer = await fetch(`${app.address}${path}`, { headers: { Cookie: cookie }, redirect: "manual" });
  return { status: answer.status, bytes: `${[...answer.headers].join()} ${await answer.text()}` };
}

test.each(stages)("pages and their data over the wire show what the table says: %s", async (stage) => {
  const one = staged.find((each) => each.stage === stage) as Staged;
  const wrong: string[] = [];
  for (const who of everybody.filter((each) => stage === "accepted" || !strangers.includes(each))) {
    const actor = await about(app, one, who);
    const cookie = await cookieOf(app.owner, actor);
    const walked = addresses.filter((path) => mayCome(actor, path));
    const seen = { page: new Set<SealedClass>(), data: new Set<SealedClass>() };
    const look = async (address: string) => {
      const id = idFor(address, one);
      if (id === null) return;
      const path = `/${address.replace(":id", id)}`;
      for (const [kind, at] of Object.entries({ page: path, data: `${path}.data` }) as ["page" | "data", string][]) {
        const { status, bytes } = await wire(at, cookie);
        if (status >= 500) wrong.push(`${who} ${at}: ${status}`);
        for (const [sealedClass, mark] of Object.entries(marks) as [SealedClass, string][])
          if (bytes.includes(mark)) seen[kind].add(sealedClass);
      }
    };
    for (let from = 0; from < walked.length; from += 4) await Promise.all(walked.slice(from, from + 4).map(look));
    const expected = String([...needToKnow[who][stage].shown].sort());
    for (const kind of ["page", "data"] as const)
      if (String([...seen[kind]].sort()) !== expected)
        wrong.push(`${who}, ${kind}: ${[...seen[kind]].sort().join("+") || "nothing"}, not ${expected || "nothing"}`);
  }
  expect(wrong).toEqual([]);
});
