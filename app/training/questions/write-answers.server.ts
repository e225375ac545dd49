import { eq } from "drizzle-orm";
import type { Context } from "#app/context.server";
import { enrolmentAnswers } from "#db/schema/sign-up";
import type { Answer } from "./rules";

/** Puts answers in the place of what was answered before, inside the command that they belong to. */
export async function writeAnswers(tx: Context, enrolmentId: string, answers: readonly Answer[]): Promise<void> {
  await tx.db.delete(enrolmentAnswers).where(eq(enrolmentAnswers.enrolmentId, enrolmentId));
  if (answers.length === 0) return;
  await tx.db.insert(enrolmentAnswers).values(answers.map((one) => ({ enrolmentId, ...one })));
}
