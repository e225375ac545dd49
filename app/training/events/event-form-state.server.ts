import { type FormState, fieldError } from "#app/forms/form-state";
import { checkForm } from "#app/forms/read-form.server";
import { type EventFields, eventForm, mostSittings, readSittings, type SittingRow } from "./forms";

export type EventFormReading =
  | { kind: "more_rows"; state: FormState; rows: number }
  | { kind: "invalid"; state: FormState; rows: number }
  | { kind: "event"; typed: FormState["values"]; fields: EventFields; sittings: SittingRow[]; rows: number };

/** Reads the form of an event with its session rows; `?rows=` asks for more rows and keeps what was typed. */
export function readEventForm(request: Request, form: FormData): EventFormReading {
  const checked = checkForm(form, eventForm);
  const typed = checked.ok ? checked.typed : checked.state.values;
  const asked = new URL(request.url).searchParams.get("rows");
  const rows = rowsIn(typed);
  if (asked !== null)
    return {
      kind: "more_rows",
      state: { values: typed, errors: {} },
      rows: Math.min(mostSittings, Math.max(rows, Number.parseInt(asked, 10) || 0)),
    };
  const sittings = readSittings(form);
  if (checked.ok && sittings.ok) return { kind: "event", typed, fields: checked.value, sittings: sittings.rows, rows };
  const errors = checked.ok ? {} : { ...checked.state.errors };
  if (!sittings.ok) for (const [field, key] of Object.entries(sittings.errors)) errors[field] = [fieldError(key)];
  return { kind: "invalid", state: { values: typed, errors }, rows };
}

function rowsIn(values: FormState["values"]): number {
  const places = Object.keys(values).flatMap((name) => /^day-(\d{1,2})$/.exec(name)?.[1] ?? []);
  return Math.min(mostSittings, Math.max(4, ...places.map((place) => Number(place) + 1)));
}
