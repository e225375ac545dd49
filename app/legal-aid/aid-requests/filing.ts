import type { AgeBand, ConsentKind, ContactChannel, Gender, Language, PartySide } from "#db/vocabulary";
import type { Signals } from "./rules";

/** How a person may be reached, as it stands sealed in `request_safety.contact_rules` (JSON). */
export interface SafeContact {
  channel: ContactChannel;
  phone: string | null;
  email: string | null;
  /** Who may pick up: only she, or others who must not hear why. */
  who: "only_me" | "others" | null;
  /** Days and hours in her own words. */
  when: string | null;
  /** Whether a neutral message may be left. */
  message: "none" | "neutral" | null;
}

/** Somebody she trusts, as it stands sealed in `request_safety.trusted_person` (JSON). */
export interface TrustedPerson {
  name: string;
  contact: string;
  how: string | null;
}

/** Everything somebody can say when asking for help; nothing but the consent to work on it is needed. */
export interface Filing {
  signals: Signals;
  contact: SafeContact;
  trustedPerson: TrustedPerson | null;
  regionIso: string | null;
  areaCode: string | null;
  story: string | null;
  parties: { side: PartySide; name: string }[];
  name: string | null;
  birthYear: number | null;
  ageBand: AgeBand | null;
  language: Language;
  genderWish: Gender | null;
  whereabouts: string | null;
  phraseFromPerson: string | null;
  phraseToPerson: string | null;
  consents: ConsentKind[];
}
