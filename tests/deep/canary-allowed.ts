import type { walkCanary } from "#tests/support/canary-journey";
import { type Sighting, searcher } from "#tests/support/canary-search";

/**
 * Who may see which mark, and where: written by hand from protection.md (Need to know). Everything else is a leak.
 * `who` is the visitor (with "meanwhile": every page while a lawyer has the case; "afterwards": when it is closed
 * and handed back), or `mail`, `log`, `database`, `disk`, `postgres`, `backup`. Ids in addresses are :public, :desk, :referred (requests), :case, :offer and so on. Every row must be used.
 */
export interface Allowance {
  who: RegExp;
  where: RegExp;
  marks: RegExp;
}

const names = "name|opponent|opponentOther|opponentKin|clientKin";
const contact = "phone|email|when|trustedName|trustedContact|trustedHow";
const file = "story|whereabouts|phraseToPerson|phraseFromPerson";

export const allowed: Allowance[] = [
  // The person: her own answers on the way, the receipt once, the lawyer and the phrases afterwards.
  { who: /^person$/, where: /^GET \/help\/request\//, marks: /^(public\..*|\?)$/ },
  { who: /^person$/, where: /^GET \/help\/request\/done/, marks: /^secret\.receipt(Groups)?$/ },
  { who: /^person$/, where: /^POST \/help\/(request\/\w+|status)$/, marks: /^secret\.(draft|receiptSession)$/ },
  { who: /^person$/, where: /^GET \/help\/status(\.data)?$/, marks: /^(p\.lawyer|public\.phrase\w+)$/ },
  { who: /^person$/, where: /^GET \/help\/status\/messages/, marks: /^message\./ },
  // What is kept about her, on saying that nobody else sees it: not where she is, whom she trusts, nor the phrases.
  {
    who: /^person$/,
    where: /^POST \/help\/status\/record$/,
    marks: new RegExp(`^public\\.(${names}|phone|email|when|story)$|^message\\.`),
  },
  // A form that was refused keeps what was typed.
  { who: /^person$/, where: /^POST \/help\/status\/contact$/, marks: /^public\.email$/ },

  // The desk: names and safe contact at once, story and whereabouts on giving a reason, its own sentences.
  {
    who: /^coordinator$/,
    where: /^GET \/desk\/requests\/:(public|desk|referred|erased)(\.data)?$/,
    marks: new RegExp(`^\\w+\\.(${names}|${contact}|triageReason\\w*|closingReason|reopeningReason)$|^p\\.lawyer$`),
  },
  {
    who: /^coordinator$/,
    where: /^POST \/desk\/requests\/:\w+\/story$/,
    marks: new RegExp(`^\\w+\\.(${names}|${contact}|${file})$`),
  },
  // The state's form with the name filled in, and nothing of how to reach her.
  { who: /^coordinator$/, where: /^GET \/desk\/requests\/:public\/state-form\.pdf/, marks: /^public\.name$/ },
  { who: /^coordinator$/, where: /^GET \/desk\/requests\/:referred\/state-form\.pdf/, marks: /^referrer\.name$/ },
  { who: /^coordinator$/, where: /^POST \/desk\/requests\/new$/, marks: /^(desk|erased)\./ },
  {
    who: /^coordinator$/,
    where: /^POST \/desk\/requests\/:public\/documents\/:other\/copies$/,
    marks: /^documentOfPerson\.(name|text)$/,
  },
  { who: /^coordinator$/, where: /^POST \/desk\/requests\/:\w+\/(triage|closing)$/, marks: /\.(name|opponent)$/ },
  {
    who: /^coordinator$/,
    where: /^(GET|POST) \/desk\/requests\/:\w+\/matching/,
    marks: /^(p\.lawyer|decline|sentence|public\.name)$/,
  },
  {
    who: /^coordinator (meanwhile|afterwards)$/,
    where: /^GET \/desk\/(lawyers|offers|cases|fairness|requests)/,
    marks: /^(p\.lawyer|decline)$/,
  },
  {
    who: /^coordinator (meanwhile|afterwards)$/,
    where: /^GET \/desk\/requests\/:public\/matching/,
    marks: /^(p\.lawyer|decline|sentence)$/,
  },
  // Its own sentences stay (D1); of a request that is assigned the safe contact, of one that is open names as well.
  {
    who: /^coordinator/,
    where: /^GET \/desk\/requests\/:(public|desk|referred)(\.data)?$/,
    marks: /\.(triageReason\w*|closingReason|reopeningReason)$/,
  },
  {
    who: /^coordinator meanwhile$/,
    where: /^GET \/desk\/requests\/:public(\.data)?$/,
    marks: new RegExp(`^public\\.(${contact})$`),
  },
  { who: /^coordinator meanwhile$/, where: /^GET \/desk\/requests\/:public\/messages/, marks: /^message\./ },
  {
    who: /^coordinator (meanwhile|afterwards)$/,
    where: /^GET \/desk\/requests\/:referred(\.data)?$/,
    marks: new RegExp(`\\.(${contact})$`),
  },
  {
    who: /^coordinator (meanwhile|afterwards)$/,
    where: /^GET \/desk\/requests\/:desk(\.data)?$/,
    marks: new RegExp(`^desk\\.(${names}|${contact})$`),
  },

  // Lawyers: the card, the names while the offer is held, the file of the own case; afterwards the card only.
  { who: /^lawyer(_offered)?( meanwhile| afterwards)?$/, where: /^GET \/lawyer(\.data)?$/, marks: /^sentence$/ },
  {
    who: /^lawyer(_offered)?( meanwhile| afterwards)?$/,
    where: /^GET \/lawyer\/offers\/:(offer|declined)(\.data)?$/,
    marks: /^sentence$/,
  },
  { who: /^lawyer$/, where: /^GET \/lawyer\/offers\/:offer\/conflict/, marks: new RegExp(`^public\\.(${names})$`) },
  { who: /^lawyer( meanwhile)?$/, where: /^GET \/lawyer\/cases\/:case(\.data)?$/, marks: /^sentence$/ },
  {
    who: /^lawyer( meanwhile)?$/,
    where: /^GET \/lawyer\/cases\/:case\/file/,
    marks: new RegExp(`^public\\.(${names}|${contact}|${file})$|^note$`),
  },
  {
    who: /^lawyer( meanwhile)?$/,
    where: /^GET \/lawyer\/cases\/:case\/documents/,
    marks: /^document\w+\.(name|text)$/,
  },
  {
    who: /^lawyer_offered$/,
    where: /^GET \/lawyer\/cases\/:other\/file/,
    marks: new RegExp(`^referrer\\.(${names}|${contact}|${file})$|^handBackNote$`),
  },
  // What they answered to an offer is theirs, and among what they may take with them.
  { who: /^lawyer_offered afterwards$/, where: /^POST \/account\/data\.zip unpacked$/, marks: /^decline$/ },
  // Their own name is on their own pages.
  { who: /^lawyer( meanwhile| afterwards)?$/, where: /./, marks: /^p\.lawyer$/ },

  // The referrer: what was typed, while the form is refused; nothing after filing.
  { who: /^referrer$/, where: /^POST \/partner\/requests\/new$/, marks: /^referrer\./ },

  // Break-glass: the officer who asked, in the hour that a second person agreed to, at the press of a button.
  {
    who: /^dpo$/,
    where: /^POST \/audit\/break-glass\/:other\/file$/,
    marks: new RegExp(`^public\\.(${names}|${contact}|${file})$|^note$|^message\\.|^document\\w+\\.name$`),
  },
  {
    who: /^dpo$/,
    where: /^POST \/audit\/break-glass\/:other\/documents\/:other\/copies$/,
    marks: /^document\w+\.(name|text)$/,
  },
  // What account holders want corrected about themselves (class P): the officer decides, they read the answer.
  { who: /^dpo( meanwhile| afterwards)?$/, where: /^GET \/audit\/corrections\/:other/, marks: /^p\.correction/ },
  { who: /^professional( afterwards)?$/, where: /^GET \/account\/data(\.data)?$/, marks: /^p\.correctionAnswer$/ },
  {
    who: /^professional afterwards$/,
    where: /^POST \/account\/data\.zip unpacked$/,
    marks: /^p\.correction(Answer|Note)$/,
  },

  // Trainings (class P): managers and trainers their people, everybody a certificate by its code.
  { who: /^training_manager( afterwards)?$/, where: /^(GET|POST) \/manage\//, marks: /^(p\..*|\?)$/ },
  { who: /^training_manager afterwards$/, where: /^GET \/learn\/certificates\/:other/, marks: /^p\.(given|family)$/ },
  { who: /^(trainer|training_manager)( afterwards)?$/, where: /\/teach\//, marks: /^p\./ },
  { who: /^stranger$|^\w+ afterwards$/, where: /^GET \/verify\//, marks: /^p\.(given|family|revocation)$/ },
  // Account holders and the log: who works here, and to whom what kind of mail went.
  { who: /^administrator (meanwhile|afterwards)$/, where: /^GET \/admin/, marks: /^p\./ },
  { who: /^(auditor|dpo)( meanwhile| afterwards)?$/, where: /^GET \/audit/, marks: /^p\.lawyer$/ },

  // What somebody typed into an address or a refused form comes back to them, a password never.
  { who: /^(stranger|coordinator)$/, where: /./, marks: /^provoked(Email)?$/ },
  // A mail names the address it goes to, and trainees by their name.
  { who: /^mail$/, where: /^qence/, marks: /^(p\.\w+|public\.email|referrer\.email|provokedEmail|\?)$/ },

  // A stolen database: account holders and trainees (class P), and the desk's and lawyers' sentences without names.
  // A stolen backup shows whoever has the offline key, too, the same and no more.
  {
    who: /^(database|backup)$/,
    where: /^(main )?public\.(people|accounts|import_rows|imports|certificates|corrections)(\/|$)/,
    marks: /^(p\..*|\?)$/,
  },
  {
    who: /^(database|backup)$/,
    where: /^(main )?public\.(triages|request_moves|offers)(\/|$)/,
    marks: /\.(triageReason\w*|closingReason|reopeningReason)$|^(sentence|decline)$/,
  },
  {
    who: /^postgres$/,
    where: /^(data files|write-ahead log)$/,
    marks: /^p\.|\.(triageReason\w*|closingReason|reopeningReason)$|^(sentence|decline|provoked|provokedEmail|\?)$/,
  },
];

/** Marks that nobody sees, wherever they look: secrets, refused things, papers in quarantine. */
export const seenByNobody = /^(secret\.(session\.\w+|address)|person\.browser|provokedPassword|failed\.\w+)$/;

export interface Seen extends Sighting {
  who: string;
  where: string;
}

/** Where each mark was seen, and in which encoding. */
export function sightingsOf({ stores, marks, ids }: Awaited<ReturnType<typeof walkCanary>>): Seen[] {
  const { search } = searcher(marks);
  return stores.flatMap(({ who, where, bytes }) =>
    search(bytes).map((sighting) => ({ who, where: named(where, ids), ...sighting })),
  );
}

/** What nobody allowed, one line each. */
export function leaksOf(sightings: readonly Seen[]): string[] {
  const leaks = sightings.filter((seen) => !allowed.some((row) => fits(row, seen)));
  return [
    ...new Set(leaks.map(({ who, where, mark, encoding }) => `${who}: ${where} shows ${mark} (${encoding})`)),
  ].sort();
}

export function fits(row: Allowance, { who, where, mark }: Seen): boolean {
  return row.who.test(who) && row.where.test(where) && row.marks.test(mark);
}

/** Ids by what they are the id of. */
function named(where: string, ids: Record<string, string>): string {
  const said: Record<string, string> = {
    requestId: ":public",
    phoneId: ":desk",
    referredId: ":referred",
    erasedId: ":erased",
    caseId: ":case",
    offerId: ":offer",
    declinedOfferId: ":declined",
  };
  return Object.entries(said)
    .reduce((text, [name, shown]) => text.replaceAll(String(ids[name]), shown), where)
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, ":other");
}
