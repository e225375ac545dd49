import { and, eq } from "drizzle-orm";
import { addCaseNote } from "#app/legal-aid/cases/add-case-note.server";
import { endStep } from "#app/legal-aid/cases/end-step.server";
import { handBackCase } from "#app/legal-aid/cases/hand-back-case.server";
import { addDeadline } from "#app/legal-aid/deadlines/add-deadline.server";
import { meetDeadline } from "#app/legal-aid/deadlines/meet-deadline.server";
import { logHours } from "#app/legal-aid/hours/log-hours.server";
import { closeCase } from "#app/legal-aid/outcomes/close-case.server";
import { caseDeadlines, caseSteps, cases } from "../schema/cases";
import { memberOf } from "./build.server";
import { caseNotes } from "./demo-matters";
import type { DemoLawyer } from "./demo-network.server";
import type { RequestPlan, Stage, StoryClock } from "./demo-request-story.server";
import { dayFrom, expectOk } from "./demo-run";

interface Work {
  plan: RequestPlan;
  stage: Stage;
  clock: StoryClock;
  requestId: string;
  lawyer: DemoLawyer;
}

/** The lawyer's work on an accepted case: notes, deadlines, hours, and how it ends. */
export async function* workOn({ plan, stage, clock, requestId, lawyer }: Work): AsyncGenerator<Date, void> {
  const { run } = stage;
  const { random, db } = run;
  const [open] = await db
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.requestId, requestId), eq(cases.state, "open")));
  if (!open) return;
  const caseId = open.id;
  const at = () => stage.as(memberOf(lawyer, "lawyer"), clock.now());

  yield clock.later(60, 1500);
  expectOk(await addCaseNote(at(), { caseId, body: random.pick(caseNotes) }));
  if (plan.end === "matching") {
    yield clock.later(600, 1800);
    expectOk(await handBackCase(at(), { caseId, reason: "no_time", note: "Dosja është gati për avokatin tjetër." }));
    return;
  }
  if (plan.matter.deadline && plan.end === "closed") await startDeadline();
  for (let times = random.whole(1, plan.own ? 6 : 4); times > 0; times--) {
    yield clock.later(1200, plan.end === "closed" ? 5000 : 7000);
    expectOk(
      await logHours(at(), {
        caseId,
        workedOn: dayFrom(clock.now(), 0),
        minutes: random.whole(2, 14) * 15,
        kind: random.pick(["consultation", "drafting", "drafting", "court", "travel"] as const),
      }),
    );
  }
  if (plan.matter.deadline && plan.end === "assigned") {
    yield clock.soon(600, 3000);
    await startDeadline();
  }
  if (plan.end !== "closed") return;
  yield clock.later(1000, 4000);
  for (const { id } of await db
    .select({ id: caseDeadlines.id })
    .from(caseDeadlines)
    .where(and(eq(caseDeadlines.caseId, caseId), eq(caseDeadlines.state, "open"))))
    expectOk(await meetDeadline(at(), { caseId, deadlineId: id }));
  const outcome = random.pick(["won", "won", "partly_won", "settled", "lost"] as const);
  for (const { id } of await db.select({ id: caseSteps.id }).from(caseSteps).where(eq(caseSteps.caseId, caseId)))
    expectOk(await endStep(at(), { caseId, stepId: id, state: "done", outcome }));
  yield clock.later(100, 1500);
  expectOk(await closeCase(at(), { caseId, outcome }));

  async function startDeadline(): Promise<void> {
    const ruleCode = plan.matter.deadline ?? "";
    await addDeadline(at(), { caseId, ruleCode, startedOn: dayFrom(clock.now(), 0), startedTime: "10:00" });
  }
}
