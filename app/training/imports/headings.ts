import { fold } from "#app/i18n/fold";

/** What a column says. `presence` marks the day of its sheet, the others are counted from 1. */
export type Meaning =
  | "ignore"
  | "number"
  | "full_name"
  | "given_name"
  | "family_name"
  | "email"
  | "phone"
  | "institution"
  | "profession"
  | "municipality"
  | "presence"
  | `sitting_${number}`
  | `day_${number}`;

const words: [Meaning, readonly string[]][] = [
  ["number", ["nr", "no", "numri", "nr rendor", "numer", "number", "n", "id"]],
  [
    "full_name",
    [
      "emri mbiemri",
      "emer mbiemer",
      "emri dhe mbiemri",
      "emri e mbiemri",
      "mbiemri emri",
      "mbiemer emer",
      "emri i plote",
      "emri mbiemri i pjesemarresit",
      "pjesemarresi",
      "pjesemarresit",
      "pjesemarres",
      "name surname",
      "name and surname",
      "full name",
      "first and last name",
      "surname name",
      "participant",
      "participant name",
      "name of participant",
      "emer atesi mbiemer",
      "emri atesia mbiemri",
    ],
  ],
  ["given_name", ["emri", "emer", "first name", "given name", "firstname", "forename", "name"]],
  ["family_name", ["mbiemri", "mbiemer", "surname", "last name", "family name", "lastname"]],
  [
    "email",
    [
      "email",
      "e mail",
      "mail",
      "posta elektronike",
      "adresa elektronike",
      "adresa e mail",
      "adresa email",
      "email address",
      "e mail address",
    ],
  ],
  [
    "phone",
    [
      "telefoni",
      "telefon",
      "tel",
      "nr tel",
      "nr telefoni",
      "nr i telefonit",
      "numri i telefonit",
      "celular",
      "cel",
      "nr cel",
      "nr celulari",
      "phone",
      "phone number",
      "mobile",
      "telephone",
      "kontakt",
      "kontakti",
      "nr kontakti",
      "contact",
    ],
  ],
  [
    "institution",
    [
      "institucioni",
      "institucion",
      "organizata",
      "organizate",
      "institution",
      "organisation",
      "organization",
      "vendi i punes",
      "vendpuna",
      "punedhenesi",
      "employer",
      "workplace",
      "institucioni organizata",
      "agency",
    ],
  ],
  [
    "profession",
    [
      "profesioni",
      "profesion",
      "pozicioni",
      "pozicion",
      "detyra",
      "funksioni",
      "position",
      "profession",
      "job title",
      "role",
      "title",
      "occupation",
    ],
  ],
  ["municipality", ["bashkia", "bashki", "qyteti", "qytet", "municipality", "city", "town", "vendbanimi"]],
  [
    "presence",
    [
      "prezent",
      "prezenca",
      "prezence",
      "prezent e",
      "pjesemarrja",
      "pjesemarrje",
      "i pranishem",
      "te pranishem",
      "pranishem",
      "present",
      "presence",
      "attendance",
      "attended",
      "frekuentimi",
    ],
  ],
  [
    "ignore",
    [
      "nenshkrimi",
      "nenshkrim",
      "firma",
      "signature",
      "shenime",
      "notes",
      "verejtje",
      "gjinia",
      "gender",
      "mosha",
      "age",
    ],
  ],
];

const meanings = new Map(
  words.flatMap(([meaning, headings]) => headings.map((heading) => [heading, meaning] as const)),
);

/** What a heading means, in Albanian or English; null for words that are not known. Dates are compared with the days. */
export function meaningOf(heading: string, days: readonly string[] = []): Meaning | null {
  const date = dayIn(heading, days);
  if (date) return `day_${days.indexOf(date) + 1}`;
  const folded = fold(heading)
    .replace(/[^\p{Letter}\p{Number}]+/gu, " ")
    .trim();
  if (!folded) return null;
  const numbered = /^(seanca|seance|sesioni|sesion|session|s|dita|dite|day|d) ?(\d{1,2})$/.exec(folded);
  if (numbered) return `${/^(dita|dite|day|d)$/.test(numbered[1] ?? "") ? "day" : "sitting"}_${Number(numbered[2])}`;
  const backwards = /^(\d{1,2}) ?(seanca|sesioni|session|dita|day)$/.exec(folded);
  if (backwards) return `${/^(dita|day)$/.test(backwards[2] ?? "") ? "day" : "sitting"}_${Number(backwards[1])}`;
  return meanings.get(folded) ?? meanings.get(folded.replace(/ (i|e|te) pjesemarresi[tv]?\w*$/, "")) ?? null;
}

const months = [
  ["janar", "january", "jan"],
  ["shkurt", "february", "feb"],
  ["mars", "march", "mar"],
  ["prill", "april", "apr"],
  ["maj", "may"],
  ["qershor", "june", "jun"],
  ["korrik", "july", "jul"],
  ["gusht", "august", "aug"],
  ["shtator", "september", "sep"],
  ["tetor", "october", "oct"],
  ["nentor", "november", "nov"],
  ["dhjetor", "december", "dec"],
];

/** The one of these days ("2021-05-27") that a text names: "27.05.2021", "27 maj", "2021-05-27". */
export function dayIn(text: string, days: readonly string[]): string | null {
  const folded = fold(text);
  for (const day of days) {
    const [year = "", month = "", date = ""] = day.split("-");
    if (folded.includes(day)) return day;
    const numeric = new RegExp(
      `(^|[^\\d])0?${Number(date)}\\s?[./-]\\s?0?${Number(month)}([./-]\\s?(${year}|${year.slice(2)}))?([^\\d]|$)`,
    );
    if (numeric.test(folded)) return day;
    const names = months[Number(month) - 1] ?? [];
    if (names.some((name) => new RegExp(`(^|[^\\d])0?${Number(date)}\\.? ${name}\\b`).test(folded))) return day;
  }
  return null;
}

export interface HeadingRow {
  /** Place of the row in the sheet, from 0; people stand below it. */
  place: number;
  meanings: (Meaning | null)[];
  /** Set where the meanings come from what stands in the columns. */
  guessed?: boolean;
  /** Set where the row is none: the list begins below it without headings. */
  bare?: boolean;
}

/** The row within the first forty that reads most like headings: a name and one more that is known. */
export function headingRow(rows: readonly string[][], days: readonly string[] = []): HeadingRow | null {
  let best: (HeadingRow & { score: number }) | null = null;
  for (const [place, row] of rows.slice(0, 40).entries()) {
    const found = withSurnames(row.map((cell) => (cell.length <= 60 ? meaningOf(cell, days) : null)));
    const known = new Set(found.filter((meaning) => meaning !== null));
    const named = known.has("full_name") || known.has("given_name") || known.has("family_name");
    const filled = row.filter((cell) => cell !== "").length;
    const alone = filled === 1 && known.has("full_name");
    if (!named || (known.size < 2 && !alone)) continue;
    const score = known.size * 10 - (filled - known.size);
    if (!best || score > best.score) best = { place, meanings: found, score };
  }
  return best && { place: best.place, meanings: best.meanings };
}

/** "Name" alone, without a column for surnames, is the whole name; the same meaning twice counts once. */
function withSurnames(found: (Meaning | null)[]): (Meaning | null)[] {
  const whole = !found.includes("family_name");
  const seen = new Set<Meaning>();
  return found.map((given) => {
    const meaning = given === "given_name" && whole ? "full_name" : given;
    if (meaning === null || meaning === "ignore") return meaning;
    if (seen.has(meaning)) return null;
    seen.add(meaning);
    return meaning;
  });
}
