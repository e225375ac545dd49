import { getTableColumns, getTableName, is, Table } from "drizzle-orm";
import { z } from "zod";

const word = "Qençëmbrul";
const tries = [word, `${word} 123`, "qencembrul@example.al", "+355 69 312 3456"];

type Modules = Record<string, () => Promise<Record<string, unknown>>>;

/** Every field of every form with what reads it, by form and name. */
export async function allFields(modules: Modules): Promise<[string, z.ZodType][]> {
  const found: [string, z.ZodType][] = [];
  for (const load of Object.values(modules))
    for (const [name, value] of Object.entries(await load()))
      for (const [form, shape] of shapesIn(name, value))
        for (const [field, schema] of Object.entries(shape)) found.push([`${form}.${field}`, schema]);
  return found;
}

/** Those in which somebody can write what they like; found by trying. */
export async function freeFields(modules: Modules): Promise<string[]> {
  const free = (await allFields(modules)).filter(([, schema]) => keeps(schema));
  return [...new Set(free.map(([name]) => name))].sort();
}

/** Every column that holds bytes: what is sealed, hashes, files. */
export async function byteColumns(modules: Modules): Promise<string[]> {
  const found: string[] = [];
  for (const load of Object.values(modules))
    for (const table of Object.values(await load())) {
      if (!is(table, Table)) continue;
      for (const column of Object.values(getTableColumns(table)))
        if (column.getSQLType() === "bytea") found.push(`${getTableName(table)}.${column.name}`);
    }
  return [...new Set(found)].sort();
}

function keeps(schema: z.ZodType): boolean {
  return tries.some((typed) =>
    [typed, [typed]].some((given) => {
      const read = schema.safeParse(given);
      return read.success && JSON.stringify(read.data ?? null).includes(typed);
    }),
  );
}

function shapesIn(name: string, value: unknown): [string, Record<string, z.ZodType>][] {
  const own = shapeOf(value);
  if (own) return [[name, own]];
  if (!value || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const shape = shapeOf(inner);
    return shape ? [[`${name}.${key}`, shape] as [string, Record<string, z.ZodType>]] : [];
  });
}

function shapeOf(value: unknown): Record<string, z.ZodType> | null {
  if (value instanceof z.ZodObject) return value.shape as Record<string, z.ZodType>;
  if (value instanceof z.ZodPipe) return shapeOf(value.in) ?? shapeOf(value.out);
  return null;
}

/**
 * Which mark stands for what somebody writes into a field, written by hand; `not:` says why a field needs none. A field
 * that is not here fails the test: whoever adds one decides here who may see it.
 */
export const fieldMarks: Record<string, string> = {
  "questionForms.names.clientKin": "public.clientKin",
  "questionForms.names.opponent": "public.opponent",
  "questionForms.names.opponentKin": "public.opponentKin",
  "questionForms.names.opponentOther": "public.opponentOther",
  "questionForms.phrases.phraseFromPerson": "public.phraseFromPerson",
  "questionForms.phrases.phraseToPerson": "public.phraseToPerson",
  "questionForms.place.whereabouts": "public.whereabouts",
  "questionForms.reach.email": "public.email",
  "questionForms.reach.phone": "public.phone",
  "questionForms.reach.trustedContact": "desk.trustedContact",
  "questionForms.reach.trustedHow": "desk.trustedHow",
  "questionForms.reach.trustedName": "desk.trustedName",
  "questionForms.reach.when": "public.when",
  "questionForms.words.story": "public.story",
  "questionForms.you.name": "public.name",
  "safeContactForm.email": "public.email",
  "safeContactForm.phone": "public.phone",
  "safeContactForm.trustedContact": "desk.trustedContact",
  "safeContactForm.trustedHow": "desk.trustedHow",
  "safeContactForm.trustedName": "desk.trustedName",
  "safeContactForm.when": "public.when",
  "deskRequestForm.email": "referrer.email",
  "deskRequestForm.name": "desk.name",
  "deskRequestForm.opponent": "desk.opponent",
  "deskRequestForm.opponentKin": "desk.opponentKin",
  "deskRequestForm.phone": "public.phone",
  "deskRequestForm.phraseFromPerson": "desk.phraseFromPerson",
  "deskRequestForm.phraseToPerson": "desk.phraseToPerson",
  "deskRequestForm.story": "desk.story",
  "deskRequestForm.trustedContact": "desk.trustedContact",
  "deskRequestForm.trustedHow": "desk.trustedHow",
  "deskRequestForm.trustedName": "desk.trustedName",
  "deskRequestForm.when": "desk.when",
  "deskRequestForm.whereabouts": "desk.whereabouts",
  "referralForm.email": "referrer.email",
  "referralForm.name": "referrer.name",
  "referralForm.opponent": "referrer.opponent",
  "referralForm.opponentKin": "referrer.opponentKin",
  "referralForm.phone": "public.phone",
  "referralForm.phraseFromPerson": "referrer.phraseFromPerson",
  "referralForm.phraseToPerson": "referrer.phraseToPerson",
  "referralForm.story": "referrer.story",
  "referralForm.trustedContact": "desk.trustedContact",
  "referralForm.trustedHow": "desk.trustedHow",
  "referralForm.trustedName": "desk.trustedName",
  "referralForm.when": "desk.when",
  "referralForm.whereabouts": "referrer.whereabouts",
  "messageForm.body": "message.person",
  "noteForm.body": "note",
  "handBackForm.note": "handBackNote",
  "offerForm.sentence": "sentence",
  "declineForm.reason": "decline",
  "triageForm.reason": "public.triageReason",
  "sentenceForm.reason": "desk.closingReason",
  "signUpForm.email": "p.signUpEmail",
  "signUpForm.familyName": "p.signUpFamily",
  "signUpForm.givenName": "p.signUpGiven",
  "signUpForm.institution": "p.signUpInstitution",
  "signUpForm.phone": "p.signUpPhone",
  "signUpForm.profession": "p.signUpProfession",
  "walkInForm.email": "not: class P as in signUpForm; sealed from the door to the server",
  "walkInForm.familyName": "not: class P as in signUpForm; sealed from the door to the server",
  "walkInForm.givenName": "not: class P as in signUpForm; sealed from the door to the server",
  "walkInForm.institution": "not: class P as in signUpForm; sealed from the door to the server",
  "walkInForm.phone": "not: class P as in signUpForm; sealed from the door to the server",
  "keptBadgeForm.badge": "not: letters that we made, checked against the person's own",
  "scansForm.label": "not: what the device at the door is called",
  "presenceCorrectionForm.reason": "not: class P, shown where presence is",
  "revocationForm.reason": "p.revocation",
  "joinForm.familyName": "p.lawyer",
  "signInForm.email": "provokedEmail",
  "signInForm.password": "provokedPassword",
  "accountLinkForm.email": "provokedEmail",
  "claimForm.code": "provoked",
  "claimForm.email": "provokedEmail",
  "claimForm.password": "provokedPassword",
  "verifyForm.code": "provoked",
  "lawyerSearch.q": "provoked",
  "offerSearch.q": "provoked",
  "caseSearch.q": "provoked",
  "joinForm.givenName": "not: with the family name, one person of class P",
  "joinForm.email": "not: class P as in signUpForm",
  "joinForm.phone": "not: class P as in signUpForm",
  "joinForm.licenceNumber": "not: public in the Bar's register",
  "newPersonForm.email": "not: class P as in signUpForm",
  "newPersonForm.familyName": "not: class P as in signUpForm",
  "newPersonForm.givenName": "not: class P as in signUpForm",
  "newPersonForm.institution": "not: class P as in signUpForm",
  "newPersonForm.phone": "not: class P as in signUpForm",
  "newPersonForm.profession": "not: class P as in signUpForm",
  "successorForm.email": "not: class P as in signUpForm",
  "successorForm.familyName": "not: class P as in signUpForm",
  "successorForm.givenName": "not: class P as in signUpForm",
  "inviteesForm.people": "not: class P as in signUpForm",
  "priorityForm.reason": "not: about a turn on a list, class P, goes with the person",
  "decisionForm.note": "not: said to the person about a training, class P, goes with the person",
  "quotaForm.name": "not: a profession or an institution",
  "questionForm.labelSq": "not: published with the training",
  "questionForm.labelEn": "not: published with the training",
  "questionForm.choicesSq": "not: published with the training",
  "questionForm.choicesEn": "not: published with the training",
  "nominationForm.email": "not: class P as in signUpForm",
  "nominationForm.familyName": "not: class P as in signUpForm",
  "nominationForm.givenName": "not: class P as in signUpForm",
  "nominationForm.profession": "not: class P as in signUpForm",
  "invitationForm.email": "not: class P, an account holder",
  "invitationForm.familyName": "not: class P, an account holder",
  "invitationForm.givenName": "not: class P, an account holder",
  "emailChangeForm.email": "not: class P, an account holder",
  "emailChangeForm.password": "not: a secret as in signInForm",
  "closingForm.password": "not: a secret as in signInForm",
  "ownDataForm.password": "not: a secret as in signInForm",
  "passwordForm.password": "not: a secret as in signInForm",
  "firstPasswordForm.email": "not: class P, an account holder",
  "firstPasswordForm.familyName": "not: class P, an account holder",
  "firstPasswordForm.givenName": "not: class P, an account holder",
  "firstPasswordForm.password": "not: a secret as in signInForm",
  "secondFactorForm.code": "not: a secret that is used once, hashed or counted",
  "demoForm.email": "not: demo accounts only",
  "demoForm.to": "not: an own path",
  "passkeyForm.to": "not: an own path",
  "newPasskeyForm.label": "not: the owner's name for a device, class P",
  "courseForm.summaryEn": "not: published",
  "courseForm.summarySq": "not: published",
  "courseForm.titleEn": "not: published",
  "courseForm.titleSq": "not: published",
  "eventForm.budgetLine": "not: a number of a budget",
  "eventForm.note": "not: about a training",
  "eventForm.place": "not: published",
  "eventForm.venue": "not: published",
  "noticeForm.subjectSq": "not: written to everybody in an event",
  "noticeForm.bodySq": "not: written to everybody in an event",
  "noticeForm.subjectEn": "not: written to everybody in an event",
  "noticeForm.bodyEn": "not: written to everybody in an event",
  "logFilter.action": "not: a word of the log",
  "logFilter.q": "not: a number of the log",
  "triageForm.mergedIntoCode": "not: the code of a request (D1)",
  "correctionForm.familyName": "p.correctionFamily",
  "correctionForm.givenName": "p.correctionGiven",
  "correctionForm.institution": "p.correctionInstitution",
  "correctionForm.note": "p.correctionNote",
  "correctionForm.phone": "p.correctionPhone",
  "correctionForm.profession": "p.correctionProfession",
  "organisationForm.nameEn": "not: published",
  "organisationForm.nameSq": "not: published",
  "privacyContactForm.email": "not: published on the privacy page",
  "privacyContactForm.name": "not: published on the privacy page",
  "privacyContactForm.phone": "not: published on the privacy page",
  "confirmationForm.reason": "not: about the law",
  "confirmationForm.source": "not: about the law",
  "helpLineForm.en": "not: published",
  "helpLineForm.number": "not: published",
  "helpLineForm.reason": "not: about a public number",
  "helpLineForm.sq": "not: published",
  "holidayForm.en": "not: published",
  "holidayForm.reason": "not: about the calendar",
  "holidayForm.sq": "not: published",
  "holidayRemovalForm.reason": "not: about the calendar",
  "successorForm.reason": "not: about the law",
  "successorForm.source": "not: about the law",
  "wageForm.reason": "not: about the law",
  "wageForm.source": "not: about the law",
  "projectForm.titleEn": "not: published in reports",
  "projectForm.titleSq": "not: published in reports",
  "targetForm.labelEn": "not: published in reports",
  "targetForm.labelSq": "not: published in reports",
  "publicationForm.bodyEn": "not: published",
  "publicationForm.bodySq": "not: published",
  "publicationForm.summaryEn": "not: published",
  "publicationForm.summarySq": "not: published",
  "publicationForm.titleEn": "not: published",
  "publicationForm.titleSq": "not: published",
  "settingReasonForm.reason": "not: about a limit, shown in the settings",
  "retentionForm.reason": "not: about a period, shown in the settings",
  "correctionRefusalForm.answer": "p.correctionAnswer",
};

/** Every column of bytes: which mark must not be read in it, or why it holds none. */
export const columnMarks: Record<string, string> = {
  "request_identities.name": "public.name",
  "request_identities.birth_year": "not: four digits mark nothing; sealed like the name",
  "request_identities.phone": "public.phone",
  "request_identities.email": "public.email",
  "request_identities.phone_hash": "public.phone",
  "request_identities.email_hash": "public.email",
  "request_stories.story": "public.story",
  "request_safety.whereabouts": "public.whereabouts",
  "request_safety.contact_rules": "public.when",
  "request_safety.trusted_person": "desk.trustedName",
  "request_safety.phrase_to_person": "public.phraseToPerson",
  "request_safety.phrase_from_person": "public.phraseFromPerson",
  "request_parties.name": "public.opponent",
  "request_messages.body": "message.person",
  "request_drafts.answers": "public.story",
  "request_drafts.token_hash": "secret.draft",
  "receipt_sign_ins.token_hash": "secret.receiptSession",
  "case_notes.body": "note",
  "documents.name": "documentOfPerson.name",
  "documents.file_key": "not: a key under the request's key",
  "documents.sha256": "not: a hash of the sealed file",
  "imports.content": "p.family",
  "imports.file_sha256": "not: a hash",
  "import_mappings.headings": "not: a hash of headings",
  "sheet_scans.image_sha256": "not: a hash of a picture of class P",
  "certificates.pdf_sha256": "not: a hash",
  "account_links.token_hash": "not: a hash of a random token",
  "calendar_feeds.token_hash": "not: a hash of a random token",
  "person_claims.code_hash": "not: a hash of a random code",
  "recovery_codes.code_hash": "not: a hash under the account's key",
  "authenticator_apps.secret": "not: sealed under the account's key; no field of a form",
  "passkeys.public_key": "not: public",
  "audit_chain.hash": "not: a hash",
  "audit_head.hash": "not: a hash",
  "erasure_ledger.seal": "not: a hash",
  "rate_limit_secrets.secret": "secret.address",
  "data_keys.wrapped": "not: a wrapped key",
  "master_keys.proof": "not: a hash",
};
