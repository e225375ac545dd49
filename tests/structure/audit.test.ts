import { describe, expect, it } from "vitest";
import admin from "#app/i18n/sq/admin.json";
import audit from "#app/i18n/sq/audit.json";
import { queues } from "#app/jobs/queues";
import { exportedFunctions, sourceFiles } from "#tests/support/source-tree";

/** Writes that leave no audit row, and why. */
const withoutRow: Record<string, string> = {
  "app/jobs/clear-expired.server.ts": "deletes drafts, sessions and counters that have ended; nobody acted",
  "app/notifications/send-messages.server.ts": "the outbox row itself keeps what was sent, when and how",
  "app/training/calendar/queue-reminders.server.ts": "the outbox row itself keeps who was reminded, when and of what",
  "app/legal-aid/aid-requests/tell-those-waiting.server.ts": "the outbox row itself keeps who was told, when and how",
  "app/training/enrolments/end-seat-offers.server.ts":
    "lapseOffers writes a row for every seat, in the same transaction",
  "app/legal-aid/drafts/keep-answer.server.ts": "nobody knows yet who asks for help: a trace of it could harm",
  "app/legal-aid/drafts/end-draft.server.ts": "leaving must leave nothing",
  "app/legal-aid/drafts/submit-draft.server.ts": "submitRequest writes the row, in the same transaction",
  "app/accounts/ask-for-account-link.server.ts":
    "known and unknown addresses are noted alike; the answer writes the row",
  "app/accounts/answer-link-requests.server.ts": "sendAccountLink writes the row for whoever has an account",
  "app/accounts/invite-first-administrator.server.ts": "inviteAccount writes the row, in the same transaction",
};

const commands = sourceFiles("app").filter(
  ({ path, text }) =>
    path.endsWith(".server.ts") && !path.endsWith("queries.server.ts") && /\binTransaction\(/.test(text),
);

describe("every command", () => {
  it("is found", () => {
    expect(commands.length).toBeGreaterThan(50);
  });

  it("writes its audit row", () => {
    const silent = commands.filter(({ path, text }) => !/\brecordAudit\(/.test(text) && !(path in withoutRow));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it("that is excused exists, and is still without a row", () => {
    const known = new Map(commands.map(({ path, text }) => [path, text]));
    const stale = Object.keys(withoutRow).filter((path) => /\brecordAudit\(/.test(known.get(path) ?? "recordAudit("));
    expect(stale).toEqual([]);
  });

  it("writes the row of its transaction with the transaction's own context", () => {
    const outside = commands.filter(({ text }) => /\brecordAudit\(\s*context\b/.test(text) && !/inner|tx\b/.test(text));
    expect(outside.map(({ path }) => path)).toEqual([]);
  });
});

it("nothing but recordAudit writes into the log", () => {
  const writers = sourceFiles("app", "db/seeds").filter(({ text }) =>
    /\.insert\(auditEvents\)|insert into audit_events/.test(text),
  );
  expect(writers.map(({ path }) => path)).toEqual(["app/audit/record-audit.server.ts"]);
});

/** Two commands in one file: they share how a step of the app is taken, which nobody else may do. */
const twoCommands = ["app/accounts/give-code.server.ts"];

it("a command file exports one function that acts", () => {
  const acting = commands
    .map((file) => ({
      path: file.path,
      names: exportedFunctions(file)
        .filter(({ body }) => /\binTransaction\(\s*context\b/.test(body))
        .map(({ name }) => name),
    }))
    .filter(({ path, names }) => names.length > 1 && !twoCommands.includes(path));
  expect(acting).toEqual([]);
});

it("every action and every queue has its words", () => {
  const actions = sourceFiles("app").flatMap(({ text }) =>
    [...text.matchAll(/\brecordAudit\([^;]*?\baction: ([^,}]+)/g), ...text.matchAll(/\bconst action = ([^;]+);/g)]
      .filter(() => text.includes("recordAudit("))
      .flatMap(([, value = ""]) => [...value.matchAll(/"([a-z-]+)"/g)].map(([, code = ""]) => code)),
  );
  expect(actions.length).toBeGreaterThan(60);
  const known: Record<string, string> = audit.action;
  expect([...new Set(actions)].filter((action) => !(action in known))).toEqual([]);
  expect(Object.keys(queues).filter((name) => !(name in admin.queue))).toEqual([]);
});
