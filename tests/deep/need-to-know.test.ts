import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, contextFor, inTransaction } from "#app/context.server";
import { stopSendingBoss } from "#app/jobs/boss.server";
import { openDataKey } from "#app/protection/data-keys.server";
import { mayOpen, type SealedSubject } from "#app/protection/policy";
import routes from "#app/routes";
import { aidRequests } from "#db/schema/aid-requests";
import { type OpeningReason, type RequestState, requestStates, type SealedClass, sealedClasses } from "#db/vocabulary";
import { everybody, needToKnow, type Stage, stageOfState, strangers, type Who } from "#tests/structure/need-to-know";
import { type TestDatabase, testDatabase } from "#tests/support/database";
import { about, cookieOf, marks, type Staged, stageEverything } from "#tests/support/need-to-know";

const stages: Stage[] = ["before", "offered", "holding", "accepted", "handed_back", "after"];
const stateAt: Record<Stage, RequestState> = {
  before: "matching",
  offered: "offered",
  holding: "offered",
  accepted: "assigned",
  handed_back: "matching",
  after: "closed",
};
let database: TestDatabase;
let staged: Staged[];

beforeAll(async () => {
  database = await testDatabase();
  staged = await stageEverything(database, stages);
}, 120_000);
afterAll(stopSendingBoss);

/** The reason that comes with a page, and one that is given. */
function reasonsOf(who: Who): { atOnce: OpeningReason; withReason: OpeningReason } {
  if (who === "coordinator") return { atOnce: "intake", withReason: "triage" };
  if (who === "system") return { atOnce: "message", withReason: "scan" };
  if (who.startsWith("person")) return { atOnce: "own_request", withReason: "own_request" };
  if (who.startsWith("dpo")) return { atOnce: "incident", withReason: "incident" };
  return { atOnce: "case_work", withReason: "triage" };
}

/** What a caller that tells the truth says of the one who looks. */
function standingOf(who: Who, stage: Stage): SealedSubject["standing"] {
  if (who === "lawyer" || who === "lawyer on leave")
    return stage === "accepted" ? "case" : stage === "holding" ? "holding" : undefined;
  return who === "dpo by break-glass" ? "break_glass" : undefined;
}

const sorted = (classes: readonly SealedClass[]) => [...classes].sort();

function wrongOf(who: Who, stage: Stage, opened: (sealedClass: SealedClass, reason: OpeningReason) => boolean) {
  const cell = needToKnow[who][stage];
  const reasons = reasonsOf(who);
  return (["atOnce", "withReason"] as const).flatMap((when) => {
    const found = sealedClasses.filter((each) => opened(each, reasons[when]));
    const expected = sorted(cell[when]);
    return String(sorted(found)) === String(expected)
      ? []
      : [`${who}, ${stage}, ${when}: ${sorted(found).join("+") || "nothing"}, not ${expected.join("+") || "nothing"}`];
  });
}

test("the policy says what the table says", () => {
  const wrong = staged.flatMap(({ stage, requestId, actors }) =>
    everybody.flatMap((who) =>
      wrongOf(who, stage, (sealedClass, reason) =>
        mayOpen(actors[who], sealedClass, {
          requestId,
          state: stateAt[stage],
          standing: standingOf(who, stage),
          reason,
        }),
      ),
    ),
  );
  expect(wrong).toEqual([]);
});

/** What the database itself answers, in one transaction of this actor. */
async function databaseSays(actor: Actor, requestId: string, reasons: readonly OpeningReason[]) {
  return inTransaction(contextFor(actor, new Date(), database.app), async ({ db }) => {
    const rows = await db.execute<{ sealed: SealedClass; reason: OpeningReason; opens: boolean }>(sql`
      select c.sealed, r.reason, access.may_open(${requestId}, array[c.sealed], r.reason) as opens
      from unnest(array[${sql.join(
        sealedClasses.map((each) => sql`${each}`),
        sql`, `,
      )}]::text[]) c(sealed), unnest(array[${sql.join(
        reasons.map((each) => sql`${each}`),
        sql`, `,
      )}]::text[]) r(reason)`);
    return new Set(rows.filter(({ opens }) => opens).map(({ sealed, reason }) => `${sealed} ${reason}`));
  });
}

test("the database says what the table says, at every stage and in every state", async () => {
  const wrong: string[] = [];
  const ask = async (one: Staged, stage: Stage, whos: readonly Who[]) => {
    for (const who of whos) {
      const reasons = reasonsOf(who);
      const actor = await about(database, one, who);
      const opened = await databaseSays(actor, one.requestId, [reasons.atOnce, reasons.withReason]);
      wrong.push(...wrongOf(who, stage, (sealedClass, reason) => opened.has(`${sealedClass} ${reason}`)));
    }
  };
  for (const one of staged) await ask(one, one.stage, everybody);
  const before = staged.find(({ stage }) => stage === "before") as Staged;
  const setState = (state: RequestState) =>
    database.owner.update(aidRequests).set({ state }).where(eq(aidRequests.id, before.requestId));
  // Offers and cases are not there: whoever has to do with those is a stranger in every state.
  const withoutOffer = everybody.filter((who) => who !== "lawyer" && who !== "lawyer on leave");
  for (const state of requestStates) {
    await setState(state);
    await ask(before, stageOfState[state], withoutOffer);
  }
  await setState("matching");
  expect(wrong).toEqual([]);
}, 60_000);

describe("the key itself, asked for with the best that a caller can claim", () => {
  const claims = (who: Who): Pick<SealedSubject, "state" | "standing"> => ({
    state: "matching",
    standing: who.includes("lawyer") ? "case" : who.startsWith("dpo") ? "break_glass" : undefined,
  });
  async function opens(actor: Actor, who: Who, requestId: string, classes: SealedClass[], reason: OpeningReason) {
    return inTransaction(contextFor(actor, new Date(), database.app), (tx) =>
      openDataKey(tx, { requestId, classes, reason, ...claims(who) }),
    ).then(
      (key) => key.length === 32,
      (thrown: unknown) => {
        if (thrown instanceof Response && thrown.status === 404) return false;
        throw thrown;
      },
    );
  }

  test.each(stages)("%s", async (stage) => {
    const one = staged.find((each) => each.stage === stage) as Staged;
    const wrong: string[] = [];
    for (const who of everybody) {
      const actor = await about(database, one, who);
      const opened = new Set<string>();
      const reasons = new Set(Object.values(reasonsOf(who)));
      for (const sealedClass of sealedClasses)
        for (const reason of reasons)
          if (await opens(actor, who, one.requestId, [sealedClass], reason)) opened.add(`${sealedClass} ${reason}`);
      wrong.push(...wrongOf(who, stage, (sealedClass, reason) => opened.has(`${sealedClass} ${reason}`)));
      // What may not be opened alone does not come along with what may.
      const { withReason } = needToKnow[who][stage];
      const more = sealedClasses.find((each) => !(withReason as readonly SealedClass[]).includes(each));
      if (more && (await opens(actor, who, one.requestId, [...withReason, more], reasonsOf(who).withReason)))
        wrong.push(`${who}, ${stage}: ${more} came along`);
    }
    expect(wrong).toEqual([]);
  });
});

describe("the pages", () => {
  type Loader = (args: unknown) => unknown;
  const modules = import.meta.glob<{ loader?: Loader }>("/app/routes/**/*.{ts,tsx}");
  /** Lists, and every page about a request, its offer, its case or its break-glass. */
  const addresses = routes.filter(
    ({ path = "" }) =>
      !/:(slug|code|token|question|role|personId|importId|stepId|deadlineId|hoursId|lawyerId|documentId)/.test(path) &&
      (!path.includes(":id") ||
        /^(desk\/(requests|offers)|lawyer\/(offers|cases)|audit\/(requests|break-glass))\//.test(path)),
  );

  const aboutRequests = ({ path = "" }) => /^(desk|lawyer|audit|partner|help\/status)/.test(path);

  const idFor = (path: string, one: Staged) => {
    if (path.startsWith("lawyer/offers") || path.startsWith("desk/offers")) return one.offerId;
    if (path.startsWith("lawyer/cases")) return one.caseId;
    return path.startsWith("audit/break-glass") ? one.breakGlassId : one.requestId;
  };

  /** The data of a page, as it would go out with it; what is thrown is an answer, too. */
  async function dataOf(loader: Loader, path: string, id: string | null, cookie: string): Promise<string> {
    const url = `http://localhost:3000/${path.replace(":id", id ?? "")}`;
    const args = {
      request: new Request(url, { headers: { Cookie: cookie } }),
      params: id === null ? {} : { id },
      context: { nonce: "", requestId: "test", clientAddress: "10.0.0.1" },
    };
    const answer = await Promise.resolve()
      .then(() => loader(args))
      .catch((thrown: unknown) => thrown);
    if (answer instanceof Error) throw answer;
    if (answer instanceof Response) return `${[...answer.headers].join()} ${await answer.text()}`;
    return JSON.stringify(answer);
  }

  test.each(stages)(
    "show what the table says, and nothing else: %s",
    async (stage) => {
      const one = staged.find((each) => each.stage === stage) as Staged;
      const wrong: string[] = [];
      // Pages ask strangers for their role only: they walk everywhere, once.
      for (const who of everybody.filter((each) => stage === "accepted" || !strangers.includes(each))) {
        const actor = await about(database, one, who);
        const cookie = await cookieOf(database.owner, actor);
        const seen = new Map<SealedClass, string>();
        for (const { path = "", file } of strangers.includes(who) ? addresses : addresses.filter(aboutRequests)) {
          const { loader } = (await modules[`/app/${file}`]?.()) ?? {};
          const id = path.includes(":id") ? idFor(path, one) : null;
          if (!loader || (path.includes(":id") && id === null)) continue;
          const data = await dataOf(loader, path, id, cookie);
          for (const [sealedClass, mark] of Object.entries(marks) as [SealedClass, string][])
            if (data.includes(mark)) seen.set(sealedClass, path);
        }
        const expected = sorted(needToKnow[who][stage].shown);
        if (String(sorted([...seen.keys()])) !== String(expected))
          wrong.push(
            `${who}: ${[...seen].map((found) => found.join(" on /")).join(", ") || "nothing"}; not ${expected}`,
          );
      }
      expect(wrong).toEqual([]);
    },
    60_000,
  );
});
