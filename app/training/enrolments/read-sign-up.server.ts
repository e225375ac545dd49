import type { FormState } from "#app/forms/form-state";
import { checkForm, formData } from "#app/forms/read-form.server";
import { type Answer, type Question, readAnswers } from "#app/training/questions/rules";
import { ownSignUpForm, signUpForm } from "./forms";

export type SignUpReading<T> =
  | { ok: true; typed: FormState["values"]; value: T; answers: Answer[] }
  | { ok: false; state: FormState };

/** Reads the public sign-up with the answers to what the event asks: of a guest who it is, of a member no more. */
export async function readSignUp(request: Request, questions: readonly Question[]) {
  return withAnswers(await formData(request), signUpForm, questions);
}

export async function readOwnSignUp(request: Request, questions: readonly Question[]) {
  return withAnswers(await formData(request), ownSignUpForm, questions);
}

function withAnswers<S extends Parameters<typeof checkForm>[1]>(
  form: FormData,
  schema: S,
  questions: readonly Question[],
): SignUpReading<ReturnType<S["parse"]>> {
  const checked = checkForm(form, schema);
  const read = readAnswers(form, questions);
  const typed = checked.ok ? checked.typed : checked.state.values;
  if (checked.ok && read.ok)
    return { ok: true, typed, value: checked.value as ReturnType<S["parse"]>, answers: read.answers };
  const errors = { ...(checked.ok ? {} : checked.state.errors), ...(read.ok ? {} : read.errors) };
  return { ok: false, state: { values: typed, errors } };
}
