import { data } from "@remix-run/node";
import type { z } from "zod";
import { notFound } from "#app/context.server";
import { type FormState, fieldError } from "./form-state";

export type FormResult<T> = { ok: true; value: T; typed: FormState["values"] } | { ok: false; state: FormState };

const neverRepeated = /password|secret|receipt/i;

/** Reads a posted form and checks it; the failed one carries what was typed, except secrets. */
export async function readForm<S extends z.ZodType>(request: Request, schema: S): Promise<FormResult<z.output<S>>> {
  return checkForm(await formData(request), schema);
}

/** The posted fields; a body that is no form is answered with 400. */
export async function formData(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw new Response(null, { status: 400 });
  }
}

/** Checks fields that are read already. */
export function checkForm<S extends z.ZodType>(form: FormData | URLSearchParams, schema: S): FormResult<z.output<S>> {
  const given: Record<string, string | string[]> = Object.create(null);
  for (const name of new Set([...form.keys()])) {
    const values = form.getAll(name).filter((value): value is string => typeof value === "string");
    if (values.length > 0) given[name] = values.length === 1 ? (values[0] as string) : values;
  }
  const typed = Object.fromEntries(Object.entries(given).filter(([name]) => !neverRepeated.test(name)));
  const parsed = schema.safeParse(given);
  if (parsed.success) return { ok: true, value: parsed.data, typed };
  const errors: FormState["errors"] = {};
  for (const issue of parsed.error.issues) {
    const name = String(issue.path[0] ?? "form");
    const known = errors[name];
    if (!known) errors[name] = [fieldError(messageOf(issue))];
  }
  return { ok: false, state: { values: typed, errors } };
}

/** The 400 that redraws a form with its errors and what was typed. */
export function invalid(state: FormState) {
  return data({ form: state }, { status: 400 });
}

/** A refusal of a command, said beside a field (or above the form). */
export function refused(typed: FormState["values"], message: string, field = "form") {
  return invalid({ values: typed, errors: { [field]: [fieldError(message)] } });
}

/** An id out of an address: what is no id does not exist. */
export function parseId(value: string | undefined): string {
  if (!value || !/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)) throw notFound();
  return value.toLowerCase();
}

/** A page number out of a query, 1 where it is none. */
export function parsePage(value: string | null): number {
  const page = /^\d{1,6}$/.test(value ?? "") ? Number(value) : 1;
  return Math.max(1, page);
}

/** Schemas say keys of `forms`; what zod says in its own words (a list where one value belongs) is no such key. */
function messageOf(issue: z.core.$ZodIssue): string {
  return /^[a-z_]+(\|[a-z]+=[^|]*)*$/.test(issue.message) ? issue.message : "required";
}
