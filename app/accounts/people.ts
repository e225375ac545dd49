import { fold } from "#app/i18n/fold";

/** The parts of a name without ë/ç, case, marks and former names in brackets, in alphabetical order: "dede zef". */
export function foldedName(...parts: string[]): string {
  return nameParts(parts.join(" ")).sort().join(" ");
}

/** The folded parts of a name in the order in which they were written; a name in brackets is a former one. */
export function nameParts(name: string): string[] {
  return fold(name.replace(/\([^)]*\)?/gu, " "))
    .split(/[^\p{Letter}\p{Number}']+/u)
    .filter((part) => part !== "" && part !== "'");
}

/** The digits that tell two phone numbers apart, without the ways of writing Albania's prefix; null for no number. */
export function phoneKey(phone: string | null | undefined): string | null {
  const digits = (phone ?? "").replace(/\D/g, "").replace(/^00/, "");
  const national = digits.replace(/^(355|0)(?=\d{8,9}$)/, "");
  return national.length >= 6 && national.length <= 15 ? national : null;
}

/** A phone number as it is kept: Albanian mobile numbers as +355 67 233 2130, others as they were written. */
export function tidyPhone(phone: string): string | null {
  const key = phoneKey(phone);
  if (!key) return null;
  const mobile = /^(6\d)(\d{3})(\d{4})$/.exec(key);
  if (mobile) return `+355 ${mobile.slice(1).join(" ")}`;
  return phone.replace(/\s+/g, " ").trim().slice(0, 40);
}

export interface KnownPerson {
  folded: string;
  mail: string | null;
  phone: string | null;
  institution: string | null;
}

/** Why two records are taken for one person. */
export type SamePersonReason = "mail" | "phone" | "institution" | "name";

/**
 * Whether two records mean one person, and why; null where they do not, or where they contradict each other.
 * The mail address counts with at least one name in common, everything else needs the whole name.
 */
export function samePersonReason(one: KnownPerson, other: KnownPerson): SamePersonReason | null {
  if (one.mail && other.mail) {
    if (one.mail.toLowerCase() === other.mail.toLowerCase()) return shareAName(one, other) ? "mail" : null;
  }
  if (one.folded !== other.folded) return null;
  const phones = [phoneKey(one.phone), phoneKey(other.phone)];
  if (phones[0] && phones[1]) return phones[0] === phones[1] ? "phone" : null;
  if (one.mail && other.mail) return null;
  if (one.institution && other.institution)
    return fold(one.institution) === fold(other.institution) ? "institution" : null;
  return "name";
}

function shareAName(one: KnownPerson, other: KnownPerson): boolean {
  const parts = new Set(one.folded.split(" "));
  return other.folded.split(" ").some((part) => parts.has(part));
}
