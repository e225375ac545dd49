/** An error's message key in `forms`, with the values it needs. */
export interface FieldError {
  key: string;
  values?: Record<string, string | number>;
}

/** What was typed and what is wrong with it: the answer to a form that could not be accepted. */
export interface FormState {
  values: Record<string, string | string[]>;
  errors: Record<string, FieldError[]>;
}

/** A message key with its values behind bars, "too_long|max=80", as an error. */
export function fieldError(message: string): FieldError {
  const [key = "choice", ...pairs] = message.split("|");
  if (pairs.length === 0) return { key };
  const values: Record<string, string | number> = {};
  for (const pair of pairs) {
    const [name = "", value = ""] = pair.split("=");
    values[name] = /^-?\d+$/.test(value) ? Number(value) : value;
  }
  return { key, values };
}
