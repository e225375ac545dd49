import type { Filing } from "#app/legal-aid/aid-requests/filing";

/** A filing that says everything; each value is marked, so that a leak can be recognised. */
export function filing(values: Partial<Filing> = {}): Filing {
  return {
    signals: { dangerNow: false, courtDate: "none", protectionOrder: false, nextDateOn: null },
    contact: {
      channel: "phone",
      phone: "069 731 4402",
      email: null,
      who: "only_me",
      when: "paradite, kanarinë",
      message: "none",
    },
    trustedPerson: null,
    regionIso: "AL-10",
    areaCode: "CRM-DV",
    story: "Kanarina këndon në Zbulushë",
    parties: [{ side: "opponent", name: "Skënderkanar Opozitari" }],
    name: "Dritëkanare Zbuluese",
    birthYear: 1990,
    ageBand: null,
    language: "sq",
    genderWish: "woman",
    whereabouts: "Rruga e Kanarinës 7",
    phraseFromPerson: "kanarinë e verdhë",
    phraseToPerson: "kanarinë e bardhë",
    consents: ["process", "conflict_check", "share_with_lawyer"],
    ...values,
  };
}

/** What must never stand anywhere in clear. */
export const marks = ["kanar", "Zbulue", "Zbulush", "069 731 4402", "0697314402", "355697314402", "Opozitari"];
