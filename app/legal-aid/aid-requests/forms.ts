import { z } from "zod";
import {
  agreed,
  choice,
  choices,
  optionalChoice,
  optionalCode,
  optionalDay,
  optionalEmail,
  optionalInteger,
  optionalPhone,
  optionalText,
  text,
  ticked,
  uuid,
} from "#app/forms/fields";
import { ageBands, type ConsentKind, contactChannels, genders, languages } from "#db/vocabulary";
import type { Filing, SafeContact, TrustedPerson } from "./filing";
import { changeableConsents, courtDates, deskReasons, reachableChannels } from "./rules";

export const whoAnswers = ["only_me", "others"] as const;
export const leftMessages = ["none", "neutral"] as const;

/** One of the twelve regions, or none. */
export function optionalRegion() {
  const known = z.string().refine((value) => value === "" || /^AL-(0[1-9]|1[0-2])$/.test(value), "choice");
  return z.preprocess((value) => value ?? "", known).transform((value) => value || null);
}

/** What the channels need, each only where it is chosen. */
export const reachFields = {
  phone: optionalPhone(),
  who: optionalChoice(whoAnswers),
  when: optionalText(200),
  message: optionalChoice(leftMessages),
  email: optionalEmail(),
  trustedName: optionalText(120),
  trustedContact: optionalText(200),
  trustedHow: optionalText(300),
};

export interface Reach {
  channel: SafeContact["channel"];
  phone: string | null;
  who: "only_me" | "others" | null;
  when: string | null;
  message: "none" | "neutral" | null;
  email: string | null;
  trustedName: string | null;
  trustedContact: string | null;
  trustedHow: string | null;
}

/** The fields that the chosen channel cannot do without and that are empty. */
export function missingReach(reach: Reach): (keyof Reach)[] {
  const needed: Partial<Record<Reach["channel"], (keyof Reach)[]>> = {
    phone: ["phone"],
    email: ["email"],
    trusted_person: ["trustedName", "trustedContact"],
  };
  return (needed[reach.channel] ?? []).filter((name) => !reach[name]);
}

function complete(reach: Reach, issues: z.RefinementCtx): void {
  for (const name of missingReach(reach)) issues.addIssue({ code: "custom", path: [name], message: "required" });
}

/** Contact as it is sealed: nothing of the channels that were not chosen is kept. */
export function contactOf(reach: Reach): { contact: SafeContact; trustedPerson: TrustedPerson | null } {
  const { channel } = reach;
  const phone = channel === "phone";
  return {
    contact: {
      channel,
      phone: phone ? reach.phone : null,
      email: channel === "email" ? reach.email : null,
      who: phone ? reach.who : null,
      when: phone || channel === "trusted_person" ? reach.when : null,
      message: phone ? reach.message : null,
    },
    trustedPerson:
      channel === "trusted_person" && reach.trustedName && reach.trustedContact
        ? { name: reach.trustedName, contact: reach.trustedContact, how: reach.trustedHow }
        : null,
  };
}

/** How somebody may be reached, changed behind the receipt. */
export const safeContactForm = z.object({ channel: choice(contactChannels), ...reachFields }).superRefine(complete);

const onePage = {
  requestId: uuid(),
  channel: choice(contactChannels),
  ...reachFields,
  danger: ticked(),
  regionIso: optionalRegion(),
  areaCode: optionalCode(),
  courtDate: optionalChoice(courtDates),
  nextDateOn: optionalDay(),
  protectionOrder: ticked(),
  story: optionalText(8000),
  opponent: optionalText(120),
  opponentKin: optionalText(120),
  name: optionalText(120),
  birthYear: optionalInteger(1900, 2100),
  ageBand: optionalChoice(ageBands),
  language: choice(languages),
  genderWish: optionalChoice(genders),
  whereabouts: optionalText(500),
  phraseFromPerson: optionalText(80),
  phraseToPerson: optionalText(80),
  process: agreed(),
  conflictCheck: ticked(),
  shareWithLawyer: ticked(),
};

/** The desk takes a request by phone or on paper. */
export const deskRequestForm = z
  .object({ source: choice(["phone", "paper", "desk"]), ...onePage })
  .superRefine(complete);

/** A referrer files for somebody who agreed to it; there is no receipt, so somebody has to be reachable. */
export const referralForm = z
  .object({ consentSeen: agreed(), ...onePage, channel: choice(reachableChannels) })
  .superRefine(complete);

type OnePage = z.output<z.ZodObject<typeof onePage>>;

/** The request that a one-page form makes. */
export function filingOfPage(page: OnePage): Filing {
  const consents: ConsentKind[] = ["process"];
  if (page.conflictCheck) consents.push("conflict_check");
  if (page.shareWithLawyer) consents.push("share_with_lawyer");
  return {
    ...contactOf(page),
    signals: {
      dangerNow: page.danger,
      courtDate: page.courtDate,
      protectionOrder: page.protectionOrder,
      nextDateOn: page.nextDateOn,
    },
    regionIso: page.regionIso,
    areaCode: page.areaCode,
    story: page.story,
    parties: [
      { side: "opponent" as const, name: page.opponent },
      { side: "opponent_kin" as const, name: page.opponentKin },
    ].flatMap(({ side, name }) => (name ? [{ side, name }] : [])),
    name: page.name,
    birthYear: page.birthYear,
    ageBand: page.ageBand,
    language: page.language,
    genderWish: page.genderWish,
    whereabouts: page.whereabouts,
    phraseFromPerson: page.phraseFromPerson,
    phraseToPerson: page.phraseToPerson,
    consents,
  };
}

export const messageForm = z.object({ body: text(4000) });
export const openingForm = z.object({ reason: choice(deskReasons) });
export const sentenceForm = z.object({ reason: text(300) });
export const withdrawalForm = z.object({ sure: agreed() });
export const consentsForm = z.object({ kinds: choices(changeableConsents) });
