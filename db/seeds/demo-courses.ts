import type { CourseTopic, EventKind, RegistrationKind } from "../vocabulary";

export interface DemoCourse {
  key: string;
  kind: EventKind;
  titleSq: string;
  titleEn: string;
  summarySq: string;
  summaryEn: string;
  minutes: number;
  credits: number | null;
  topics: CourseTopic[];
  /** Keys of courses whose certificate is wanted before. */
  needs?: readonly string[];
  /** Practice areas that its certificate opens to lawyers. */
  unlocks?: readonly string[];
}

/** What the running programme teaches. */
export const demoCourses: readonly DemoCourse[] = [
  {
    key: "victims",
    kind: "training",
    titleSq: "Të drejtat e viktimave në procesin penal",
    titleEn: "The rights of victims in criminal proceedings",
    summarySq:
      "Nga kallëzimi te vendimi: çfarë i takon viktimës, kush e njofton dhe si ta shoqërojmë pa e dëmtuar sërish.",
    summaryEn:
      "From report to judgment: what the victim is entitled to, who tells her, and how to stay beside her without harm.",
    minutes: 720,
    credits: 8,
    topics: ["victims_rights", "criminal_procedure", "trafficking"],
  },
  {
    key: "orders",
    kind: "training",
    titleSq: "Urdhri i mbrojtjes: nga kërkesa te vazhdimi",
    titleEn: "The protection order: from request to extension",
    summarySq:
      "Kërkesa, afatet në orë, seanca, shkelja dhe vazhdimi. Certifikata hap çështjet e urdhrave të mbrojtjes në rrjet.",
    summaryEn:
      "Request, limits in hours, hearing, breach and extension. The certificate opens protection-order cases in the network.",
    minutes: 90,
    credits: 1,
    topics: ["domestic_violence", "civil_procedure", "legal_aid"],
    unlocks: ["PO-REQ", "PO-IMM", "PO-CHG", "PO-BRE"],
  },
  {
    key: "network",
    kind: "information_session",
    titleSq: "Sesion informues: rrjeti pro bono",
    titleEn: "Information session: the pro bono network",
    summarySq: "Si kërkohet ndihma juridike falas, kush e jep dhe si i referojmë njerëzit në mënyrë të sigurt.",
    summaryEn: "How free legal aid is asked for, who gives it, and how to refer people safely.",
    minutes: 120,
    credits: null,
    topics: ["legal_aid"],
  },
  {
    key: "identify",
    kind: "training",
    titleSq: "Identifikimi dhe referimi i viktimave të trafikimit",
    titleEn: "Identifying and referring victims of trafficking",
    summarySq: "Treguesit, biseda e parë, Mekanizmi Kombëtar i Referimit dhe rasti nga identifikimi te riintegrimi.",
    summaryEn:
      "Indicators, the first talk, the National Referral Mechanism, and the way from identification to reintegration.",
    minutes: 390,
    credits: 4,
    topics: ["trafficking", "identification"],
  },
  {
    key: "procedures",
    kind: "training",
    titleSq: "Procedurat Standarde të Veprimit dhe menaxhimi i rastit",
    titleEn: "Standard Operating Procedures and case management",
    summarySq: "Kush bën çfarë, brenda sa kohe dhe me çfarë shkrese, me ushtrime në grupe të vogla.",
    summaryEn: "Who does what, how fast and with which paper, with exercises in small groups.",
    minutes: 360,
    credits: 4,
    topics: ["trafficking", "identification", "social_services"],
    needs: ["identify"],
  },
  {
    key: "talk",
    kind: "workshop",
    titleSq: "Biseda e parë me një viktimë: siguria dhe konfidencialiteti",
    titleEn: "The first talk with a victim: safety and confidentiality",
    summarySq: "Punëtori praktike: kontakti i sigurt, fjala e kalimit, çfarë shkruhet dhe çfarë jo.",
    summaryEn: "A practical workshop: safe contact, pass phrases, what is written down and what is not.",
    minutes: 180,
    credits: 2,
    topics: ["interviewing", "trauma", "skills"],
  },
  {
    key: "reintegration",
    kind: "training",
    titleSq: "Riintegrimi i të mbijetuarave të dhunës me bazë gjinore",
    titleEn: "Reintegration of survivors of gender-based violence",
    summarySq: "Strehimi, puna, fëmijët dhe paratë: një plan që e mban personi vetë.",
    summaryEn: "Housing, work, children and money: a plan that the person herself holds.",
    minutes: 360,
    credits: 4,
    topics: ["reintegration", "social_services", "labour"],
    needs: ["identify"],
  },
];

export interface DemoEvent {
  course: string;
  /** Days from the day of loading. */
  inDays: number;
  /** One more day, with the same hours. */
  twoDays?: boolean;
  hours: readonly (readonly [string, string])[];
  regionIso: string | null;
  place: string | null;
  venue: string;
  seats: number;
  /** How many signed up; those beyond the seats wait. */
  people: number;
  /** Open to everybody unless told. */
  registration?: RegistrationKind;
  /** Whoever came to the first session was scanned at the door. */
  door?: boolean;
}

const wholeDay = [
  ["09:00", "12:30"],
  ["13:30", "16:30"],
] as const;
const twoDayHours = [
  ["09:00", "12:00"],
  ["13:00", "16:00"],
] as const;

/** Eight that come: seven regions and one online. */
export const comingEvents: readonly DemoEvent[] = [
  {
    course: "victims",
    inDays: 9,
    twoDays: true,
    hours: twoDayHours,
    regionIso: "AL-07",
    place: "Kukës",
    venue: "Pallati i Kulturës",
    seats: 25,
    people: 17,
  },
  {
    course: "orders",
    inDays: 15,
    hours: [["17:00", "18:30"]],
    regionIso: null,
    place: "",
    venue: "",
    seats: 30,
    people: 34,
  },
  {
    course: "network",
    inDays: 21,
    hours: [["10:00", "12:00"]],
    regionIso: "AL-05",
    place: "Gjirokastër",
    venue: "Biblioteka e qytetit",
    seats: 40,
    people: 12,
  },
  {
    course: "identify",
    inDays: 25,
    hours: wholeDay,
    regionIso: "AL-10",
    place: "Shkodër",
    venue: "Salla e Bashkisë",
    seats: 25,
    people: 21,
  },
  {
    course: "procedures",
    inDays: 30,
    hours: wholeDay,
    regionIso: "AL-06",
    place: "Korçë",
    venue: "Qendra Rinore",
    seats: 24,
    people: 9,
  },
  {
    course: "network",
    inDays: 36,
    hours: [["10:00", "12:00"]],
    regionIso: "AL-09",
    place: "Peshkopi",
    venue: "Prefektura",
    seats: 40,
    people: 6,
  },
  {
    course: "talk",
    inDays: 44,
    hours: [["09:30", "12:30"]],
    regionIso: "AL-11",
    place: "Tiranë",
    venue: "Shkolla e Magjistraturës",
    seats: 18,
    people: 11,
    registration: "approval",
  },
  {
    course: "reintegration",
    inDays: 58,
    hours: wholeDay,
    regionIso: "AL-12",
    place: "Vlorë",
    venue: "Universiteti i Vlorës",
    seats: 30,
    people: 4,
  },
];

/** What this programme has held already. */
export const heldEvents: readonly DemoEvent[] = [
  {
    course: "network",
    inDays: -131,
    hours: [["10:00", "12:00"]],
    regionIso: "AL-01",
    place: "Berat",
    venue: "Salla e Bashkisë",
    seats: 30,
    people: 16,
  },
  {
    course: "network",
    inDays: -103,
    hours: [["10:00", "12:00"]],
    regionIso: "AL-08",
    place: "Lezhë",
    venue: "Prefektura",
    seats: 30,
    people: 14,
  },
  {
    course: "network",
    inDays: -82,
    hours: [["10:00", "12:00"]],
    regionIso: "AL-03",
    place: "Elbasan",
    venue: "Universiteti",
    seats: 40,
    people: 19,
  },
  {
    course: "talk",
    inDays: -61,
    hours: [["09:30", "12:30"]],
    regionIso: null,
    place: "",
    venue: "",
    seats: 20,
    people: 15,
  },
  {
    course: "network",
    inDays: -40,
    hours: [["10:00", "12:00"]],
    regionIso: "AL-02",
    place: "Durrës",
    venue: "Biblioteka e qytetit",
    seats: 30,
    people: 17,
  },
  {
    course: "identify",
    inDays: -7,
    hours: wholeDay,
    regionIso: "AL-04",
    place: "Fier",
    venue: "Qendra Kulturore",
    seats: 20,
    people: 18,
    door: true,
  },
];

/** The sessions of today, held by the demo's trainer. */
export const eventToday: DemoEvent = {
  course: "identify",
  inDays: 0,
  hours: wholeDay,
  regionIso: "AL-11",
  place: "Tiranë",
  venue: "Shkolla e Magjistraturës",
  seats: 24,
  people: 20,
};

/** Where the lawyers earned what protection-order cases ask for. */
export const lawyersEvent: DemoEvent = {
  course: "orders",
  inDays: -118,
  hours: [["17:00", "18:30"]],
  regionIso: null,
  place: "",
  venue: "",
  seats: 40,
  people: 0,
};

/** Lines of the running project's budget, by course. */
export const budgetLines: Readonly<Record<string, string>> = {
  victims: "2.1",
  orders: "2.2",
  network: "1.3",
  identify: "2.1",
  procedures: "2.3",
  talk: "2.2",
  reintegration: "2.4",
};

/** Where a map finds the venue. */
export function mapOf({ venue, place }: DemoEvent): string {
  const wanted = [venue, place, "Shqipëri"].filter(Boolean).join(", ");
  return `https://www.openstreetmap.org/search?query=${encodeURIComponent(wanted)}`;
}

export const workplaces: readonly { institution: string; profession: string }[] = [
  { institution: "Bashkia Kukës", profession: "koordinatore kundër dhunës" },
  { institution: "Bashkia Shkodër", profession: "punonjëse e mbrojtjes së fëmijës" },
  { institution: "Bashkia Tiranë", profession: "punonjëse sociale" },
  { institution: "Policia e Shtetit", profession: "inspektore" },
  { institution: "Policia Kufitare", profession: "inspektor" },
  { institution: "Prokuroria", profession: "koordinatore për viktimat" },
  { institution: "Qendra Shëndetësore", profession: "infermiere" },
  { institution: "Spitali Rajonal", profession: "mjeke" },
  { institution: "Shkolla 9-vjeçare", profession: "psikologe" },
  { institution: "Shkolla e mesme", profession: "mësuese" },
  { institution: "Shërbimi Social Shtetëror", profession: "specialiste" },
  { institution: "Zyra e Punës", profession: "specialist" },
  { institution: "Shërbimi i Provës", profession: "specialiste" },
  { institution: "Organizatë jofitimprurëse", profession: "menaxhere rasti" },
  { institution: "Avokati i Popullit", profession: "ndihmëskomisionere" },
];
