import type { FormState } from "#app/forms/form-state";

/** The form that an action gave back with 400; throws where it went on. */
export async function refusal(answer: unknown): Promise<FormState> {
  const given = (await answer) as { init?: ResponseInit | null; data?: { form?: FormState } };
  if (given instanceof Response || given.init?.status !== 400 || !given.data?.form)
    throw new Error("the form was not refused");
  return given.data.form;
}
