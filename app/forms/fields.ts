import { z } from "zod";

// Error messages are keys of the `forms` messages, with their values behind a bar: "too_long|max=80".
// NUL bytes are refused everywhere: PostgreSQL cannot keep them.

const clean = z.string({ error: "required" }).refine((value) => !value.includes("\u0000"), "nul");
const trimmed = clean.transform((value) => value.normalize("NFC").trim());

/** A field that may be missing: then it counts as empty. */
const mayBeMissing = <S extends z.ZodType>(schema: S) => z.preprocess((value) => value ?? "", schema);

/** One line or several, trimmed; empty is an error. */
export function text(max: number, min = 1) {
  return trimmed.pipe(z.string().min(1, "required").min(min, `too_short|min=${min}`).max(max, `too_long|max=${max}`));
}

/** Like `text`, but empty becomes null. */
export function optionalText(max: number) {
  return mayBeMissing(trimmed.pipe(z.string().max(max, `too_long|max=${max}`))).transform((value) => value || null);
}

const mailAddress = z.email("email").max(254, "too_long|max=254");

/** A mail address, lower case. */
export function email() {
  return trimmed
    .pipe(z.string().min(1, "required"))
    .transform((value) => value.toLowerCase())
    .pipe(mailAddress);
}

export function optionalEmail() {
  const blankOrAddress = z.string().refine((value) => value === "" || mailAddress.safeParse(value).success, "email");
  return mayBeMissing(trimmed.transform((value) => value.toLowerCase()).pipe(blankOrAddress)).transform(
    (value) => value || null,
  );
}

/** A phone number as written (spaces allowed), 6 to 15 digits; empty becomes null. */
export function optionalPhone() {
  return mayBeMissing(trimmed.pipe(z.string().refine((value) => value === "" || isPhone(value), "phone"))).transform(
    (value) => value || null,
  );
}

export function phone() {
  return trimmed.pipe(
    z
      .string()
      .min(1, "required")
      .refine((value) => value === "" || isPhone(value), "phone"),
  );
}

function isPhone(value: string): boolean {
  const digits = value.replace(/\D/g, "").length;
  return /^\+?[\d\s()/.-]+$/.test(value) && digits >= 6 && digits <= 15;
}

/** A secret as typed: not trimmed, not normalised. */
export function secret(max = 200) {
  return clean.pipe(z.string().min(1, "required").max(max, `too_long|max=${max}`));
}

export function choice<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values as unknown as [T[number], ...T[number][]], { error: "choice" });
}

export function optionalChoice<const T extends readonly [string, ...string[]]>(values: T) {
  const known = z.string().refine((value) => value === "" || values.includes(value), "choice");
  return mayBeMissing(known).transform((value) => (value ? (value as T[number]) : null));
}

/** Ticked boxes of one name; none ticked is an empty list. */
export function choices<const T extends readonly [string, ...string[]]>(values: T) {
  return z
    .preprocess(
      (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
      z.array(z.enum(values as unknown as [T[number], ...T[number][]], { error: "choice" })).max(values.length),
    )
    .transform((list) => [...new Set(list)] as T[number][]);
}

/** Codes of reference rows; the command looks them up. */
export function codes(max = 200) {
  return z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, "choice")).max(max, "choice"),
  );
}

export function code() {
  return trimmed.pipe(
    z
      .string()
      .min(1, "required")
      .regex(/^[A-Za-z0-9_-]{1,40}$/, "choice"),
  );
}

export function optionalCode() {
  return mayBeMissing(trimmed.pipe(z.string().regex(/^[A-Za-z0-9_-]{0,40}$/, "choice"))).transform(
    (value) => value || null,
  );
}

export function uuid() {
  return z.guid("choice");
}

export function optionalUuid() {
  const known = z.string().refine((value) => value === "" || z.guid().safeParse(value).success, "choice");
  return mayBeMissing(known).transform((value) => value || null);
}

export function uuids(max = 2000) {
  return z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.guid("choice")).max(max, "choice"),
  );
}

/** A whole number typed into a field. */
export function integer(min: number, max: number) {
  return trimmed
    .pipe(
      z
        .string()
        .min(1, "required")
        .regex(/^-?\d{1,9}$/, "integer"),
    )
    .transform(Number)
    .pipe(z.number().min(min, `number_range|min=${min}|max=${max}`).max(max, `number_range|min=${min}|max=${max}`));
}

export function optionalInteger(min: number, max: number) {
  return optionally(integer(min, max));
}

/** A calendar day, YYYY-MM-DD, that exists, between 1900 and 2200. */
export function day() {
  return trimmed.pipe(
    z
      .string()
      .min(1, "required")
      .refine((value) => {
        if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(value)) return false;
        const parsed = new Date(`${value}T00:00:00Z`);
        return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value);
      }, "date"),
  );
}

export function optionalDay() {
  return optionally(day());
}

/** Empty becomes null; anything else is checked by the schema, whose sentences stay. */
function optionally<T>(schema: z.ZodType<T, string>) {
  return z
    .preprocess((value) => value ?? "", z.string())
    .transform((value, context): T | null => {
      if (value.trim() === "") return null;
      const parsed = schema.safeParse(value);
      if (parsed.success) return parsed.data;
      for (const issue of parsed.error.issues) context.addIssue({ code: "custom", message: issue.message });
      return z.NEVER;
    });
}

/** A time of day, HH:MM. */
export function time() {
  return trimmed.pipe(
    z
      .string()
      .min(1, "required")
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "time"),
  );
}

export function optionalTime() {
  return optionally(time());
}

/** A box that may be ticked. */
export function ticked() {
  return mayBeMissing(z.string()).transform((value) => value !== "");
}

/** A box that has to be ticked. */
export function agreed() {
  return z
    .string({ error: "agreed" })
    .min(1, "agreed")
    .transform(() => true as const);
}
