import fc from "fast-check";
import { test } from "vitest";

/** How many inputs each property is tried with, here and in `npm run test:deep`; PROPERTY_RUNS says another number. */
export const RUNS = Number(process.env.PROPERTY_RUNS ?? 1000);

/** A test of something that holds for every input: a thousand of them at least. */
export function property<T extends unknown[]>(
  name: string,
  inputs: { [K in keyof T]: fc.Arbitrary<T[K]> },
  holds: (...input: T) => unknown,
): void {
  const rows = fc.tuple(...(inputs as fc.Arbitrary<T[number]>[])) as unknown as fc.Arbitrary<T>;
  test(
    name,
    () =>
      fc.assert(
        fc.asyncProperty(rows, async (input) => {
          await holds(...input);
        }),
        { numRuns: RUNS },
      ),
    120_000,
  );
}

/** Text of every kind: letters of all alphabets, marks, halves of pairs, NUL, ends of lines. */
export const anyText = (maxLength = 200): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: "grapheme", maxLength }),
    fc.string({ unit: "binary", maxLength }),
    fc.string({ maxLength }),
    fc.constantFrom("", " ", "ë", "Ç", "\u0000", "\r\n", "=1+1", "\u202e", "__proto__", "\ud800"),
  );

/** A day that a calendar has, "YYYY-MM-DD". */
export const anyDay: fc.Arbitrary<string> = fc
  .date({ min: new Date("2000-01-01T00:00:00Z"), max: new Date("2099-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** An instant of this century. */
export const anyInstant: fc.Arbitrary<Date> = fc.date({
  min: new Date("2000-01-01T00:00:00Z"),
  max: new Date("2099-12-31T00:00:00Z"),
  noInvalidDate: true,
});

/** A name as Albanian has them, with ë and ç now and then. */
export const namePart: fc.Arbitrary<string> = fc.stringMatching(/^[A-ZÇË][a-zçë]{2,9}$/);
