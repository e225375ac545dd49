import type { CourtKind, StepKind, Urgency } from "../vocabulary";

export interface DemoMatter {
  areaCode: string;
  courtKind: CourtKind;
  categoryCode: string;
  steps: readonly StepKind[];
  hours: number;
  urgency: Urgency;
  protectionOrder?: boolean;
  danger?: boolean;
  /** A deadline that runs in such a case: row of the law table. */
  deadline?: string;
  story: string;
  /** How often it comes. */
  weight: number;
}

/** Invented stories, as short as people write them. */
export const matters: readonly DemoMatter[] = [
  {
    areaCode: "PO-REQ",
    courtKind: "civil",
    categoryCode: "K11-A",
    steps: ["protection_order", "protection_order_extension"],
    hours: 14,
    urgency: "urgent",
    protectionOrder: true,
    deadline: "DV-6",
    story: "Më kërcënon sa herë që kthehem nga puna. Kam thirrur policinë dy herë. Dua që të mos më afrohet më.",
    weight: 5,
  },
  {
    areaCode: "PO-IMM",
    courtKind: "civil",
    categoryCode: "K11-A",
    steps: ["protection_order"],
    hours: 8,
    urgency: "emergency",
    protectionOrder: true,
    danger: true,
    deadline: "DV-4",
    story: "Sonte më goditi para fëmijëve. Jam te një e njohur dhe kam frikë të kthehem.",
    weight: 2,
  },
  {
    areaCode: "CRM-DV",
    courtKind: "criminal",
    categoryCode: "K11-A",
    steps: ["criminal_report", "criminal_representation"],
    hours: 20,
    urgency: "standard",
    deadline: "CR-2a",
    story: "E kam kallëzuar para dy muajsh dhe nuk di çfarë po ndodh me çështjen. Askush nuk më ka thirrur.",
    weight: 3,
  },
  {
    areaCode: "FAM-DIV",
    courtKind: "civil",
    categoryCode: "K12-1P",
    steps: ["family_matters"],
    hours: 24,
    urgency: "standard",
    deadline: "CV-1",
    story: "Dua të ndahem. Nuk kam të ardhura të miat dhe nuk e di nga t’ia nis.",
    weight: 4,
  },
  {
    areaCode: "FAM-CUS",
    courtKind: "civil",
    categoryCode: "K12-HH",
    steps: ["family_matters"],
    hours: 18,
    urgency: "standard",
    deadline: "CV-1",
    story: "Fëmijët jetojnë me mua, por ai thotë se do t’i marrë. Dua që gjykata ta vendosë.",
    weight: 3,
  },
  {
    areaCode: "FAM-ALI",
    courtKind: "civil",
    categoryCode: "K12-HH",
    steps: ["family_matters", "enforcement"],
    hours: 10,
    urgency: "standard",
    story: "Prej një viti nuk paguan ushqimin e fëmijës, megjithëse ka vendim gjykate.",
    weight: 3,
  },
  {
    areaCode: "CRM-TRA",
    courtKind: "criminal",
    categoryCode: "K11-B2",
    steps: ["criminal_representation", "civil_claim"],
    hours: 30,
    urgency: "standard",
    deadline: "CR-4a",
    story: "Më morën me premtimin e një pune. Tani ka nisur procesi dhe duhet të dëshmoj.",
    weight: 2,
  },
  {
    areaCode: "CRM-SEX",
    courtKind: "criminal",
    categoryCode: "K11-B1",
    steps: ["criminal_report", "criminal_representation"],
    hours: 26,
    urgency: "urgent",
    deadline: "CR-3",
    story: "Dua të kallëzoj, por nuk dua të flas vetëm. Kam nevojë për dikë pranë.",
    weight: 1,
  },
  {
    areaCode: "CIV-DAM",
    courtKind: "civil",
    categoryCode: "K12-1P",
    steps: ["civil_claim"],
    hours: 16,
    urgency: "standard",
    story: "Kam humbur punën për shkak të plagëve. A mund të kërkoj dëmin?",
    weight: 1,
  },
  {
    areaCode: "CIV-PRO",
    courtKind: "civil",
    categoryCode: "K12-VS",
    steps: ["civil_claim"],
    hours: 14,
    urgency: "standard",
    story: "Më nxorën nga shtëpia ku kam jetuar dymbëdhjetë vjet. Thonë se nuk kam asnjë të drejtë.",
    weight: 1,
  },
  {
    areaCode: "ADM-CIV",
    courtKind: "administrative",
    categoryCode: "K11-GJ",
    steps: ["administrative_matters"],
    hours: 6,
    urgency: "standard",
    story: "Fëmija ka lindur jashtë shtetit dhe nuk është i regjistruar. Pa këtë nuk e pranon shkolla.",
    weight: 2,
  },
  {
    areaCode: "LA-FEE",
    courtKind: "none",
    categoryCode: "K12-HH",
    steps: ["advice", "drafting"],
    hours: 3,
    urgency: "advice",
    story: "A duhet t’i paguaj tarifat e gjykatës, kur nuk kam asnjë të ardhur?",
    weight: 2,
  },
];

/** Regions by how often requests come from there. */
export const requestRegions: readonly (readonly [string, number])[] = [
  ["AL-11", 9],
  ["AL-10", 6],
  ["AL-02", 5],
  ["AL-03", 4],
  ["AL-12", 4],
  ["AL-04", 3],
  ["AL-06", 2],
  ["AL-08", 2],
  ["AL-07", 2],
  ["AL-01", 1],
  ["AL-09", 1],
  ["AL-05", 1],
];

/** Where each of the 120 stands at loading: state, how many, and from when (days ago). */
export const requestStandings = [
  { end: "received", count: 8, from: 0.1, to: 1.4 },
  { end: "in_triage", count: 8, from: 0.6, to: 3 },
  { end: "primary_only", count: 10, from: 4, to: 40 },
  { end: "matching", count: 7, from: 1.5, to: 6 },
  { end: "offered", count: 9, from: 1.2, to: 4 },
  { end: "assigned", count: 30, from: 7, to: 80 },
  { end: "state_secondary", count: 9, from: 5, to: 70 },
  { end: "referred", count: 5, from: 4, to: 30 },
  { end: "declined", count: 4, from: 6, to: 70 },
  { end: "merged", count: 4, from: 5, to: 50 },
  { end: "withdrawn", count: 6, from: 6, to: 75 },
  { end: "closed", count: 20, from: 30, to: 88 },
] as const;
export type RequestEnd = (typeof requestStandings)[number]["end"];

export const messagesToPerson = [
  "E morëm kërkesën tuaj. Sapo të kemi një avokat, do ta lexoni këtu.",
  "Po flasim me avokatë. Nuk keni pse bëni gjë tjetër për momentin.",
  "Na duhet një kopje e vendimit, nëse e keni. Mund ta sillni edhe kur të takoheni me avokatin.",
] as const;
export const messagesFromPerson = [
  "Faleminderit. A mund të vij me motrën në takim?",
  "Tani jam më mirë, por ende kam frikë të dal vetëm.",
  "Kam gjetur edhe raportin e mjekut.",
] as const;
export const caseNotes = [
  "Takimi i parë u zhvillua. Personi është i qartë për hapat; kontakti vetëm paradite.",
  "U dorëzua kërkesa. Pritet data e seancës.",
  "Biseda me prokurorin: hetimi vazhdon, kërkuam njoftim me shkrim.",
] as const;
