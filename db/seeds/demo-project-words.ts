import type { Indicator } from "../vocabulary";

/** Albanian titles of the projects of 2021, by their number in the report (0: named in the training section only). */
export const projectWords: Record<number, { slug: string; sq: string }> = {
  0: { slug: "riintegrimi-i-migranteve", sq: "Program riintegrimi për migrantët e kthyer në Shqipëri" },
  1: {
    slug: "riintegrimi-i-viktimave",
    sq: "Shërbime të plota riintegrimi dhe një kuadër më i mirë mbrojtjeje për viktimat e trafikimit në Shqipëri",
  },
  2: {
    slug: "fuqizimi-ekonomik",
    sq: "Bashkëpunim mes shoqërisë civile dhe grupeve të ish-viktimave të trafikimit e të dhunës në familje për fuqizimin ekonomik të viktimave",
  },
  3: {
    slug: "kujdesi-per-femijet",
    sq: "Kujdes alternativ, paradite dhe pasdite, për fëmijët e nënave që po rindërtojnë jetën",
  },
  4: {
    slug: "njesite-e-levizshme",
    sq: "Më shumë përpjekje për identifikimin e viktimave dhe viktimave të mundshme të trafikimit përmes njësive të lëvizshme",
  },
  5: { slug: "hapa-te-vegjel", sq: "Hapat e vegjël mund të sjellin një ndryshim të madh" },
  6: {
    slug: "modelet-e-bashkive",
    sq: "Mbështetje për bashkitë e Tiranës, Elbasanit dhe Vlorës me modele të reja të integrimit social-ekonomik të të mbijetuarave të dhunës me bazë gjinore",
  },
  7: {
    slug: "riintegrim-ekonomik-ne-kater-bashki",
    sq: "Programe të riintegrimit ekonomik për të paktën 80 të mbijetuara të dhunës me bazë gjinore në bashkitë Kukës, Dibër, Korçë dhe Berat",
  },
  8: {
    slug: "sherbime-per-viktimat-e-dhunes",
    sq: "Shërbime të plota riintegrimi, fuqizim ekonomik dhe përfshirje sociale për viktimat e dhunës në familje, të dhunës me bazë gjinore dhe fëmijët e tyre",
  },
  9: {
    slug: "zeri-i-te-mbijetuarave",
    sq: "Fuqizimi i të mbijetuarave të trafikimit për pjesëmarrje dhe përfaqësim në luftën kundër trafikimit",
  },
  10: {
    slug: "ndihme-juridike-falas-2021",
    sq: "Më shumë akses në drejtësi për viktimat e krimit përmes ndihmës juridike falas",
  },
};

/** What is counted for a printed key, and its Albanian words; `other` is printed only. */
export const targetWords: Record<string, { indicator: Indicator; sq: string }> = {
  "primary-legal-aid": { indicator: "primary_aid_people", sq: "viktima të krimit me ndihmë juridike parësore" },
  "primary-and-secondary-legal-aid": {
    indicator: "representation_people",
    sq: "prej tyre, me ndihmë juridike parësore dhe dytësore",
  },
  guide: { indicator: "guides", sq: "udhëzues praktik për avokatët" },
  "representation-models": { indicator: "representation_models", sq: "modele përfaqësimi" },
  "network-members": { indicator: "network_lawyers", sq: "avokatë dhe juristë në rrjetin kombëtar pro bono" },
  "information-sessions": { indicator: "information_sessions", sq: "sesione informuese, një në çdo qark" },
  "thematic-workshops": { indicator: "workshops", sq: "punëtori tematike në internet" },
  trainings: { indicator: "trainings_held", sq: "trajnime" },
  "professionals-trained": { indicator: "participations", sq: "pjesëmarrje profesionistësh" },
  workshops: { indicator: "workshops", sq: "punëtori" },
  "gbv-survivors": {
    indicator: "other",
    sq: "të mbijetuara të dhunës me bazë gjinore me program riintegrimi ekonomik",
  },
  "gbv-victims": { indicator: "other", sq: "viktima të dhunës me bazë gjinore të mbështetura" },
  children: { indicator: "other", sq: "fëmijët e tyre" },
  "beneficiaries-trained": { indicator: "other", sq: "përfitues të trajnuar më 20–31 janar" },
  trainers: { indicator: "other", sq: "trajnues" },
  "aid-package-women": { indicator: "other", sq: "gra e vajza me paketën e dytë të ndihmës" },
  "aid-package-children": { indicator: "other", sq: "fëmijët e tyre" },
  "aid-package-full": { indicator: "other", sq: "me ushqime, higjienë dhe një muaj qira" },
  "aid-package-food": { indicator: "other", sq: "vetëm me ushqime dhe higjienë" },
  "closing-conference-people": { indicator: "other", sq: "pjesëmarrës në konferencën përmbyllëse" },
  "institutions-contacted": { indicator: "other", sq: "institucione të kontaktuara" },
  "people-contacted": { indicator: "other", sq: "të rritur dhe të mitur të kontaktuar" },
  "potential-victims-identified": { indicator: "other", sq: "viktima të mundshme të trafikimit të identifikuara" },
  "children-identified": { indicator: "other", sq: "fëmijët e tyre" },
  "school-sessions": { indicator: "other", sq: "sesione informuese në shkolla" },
  students: { indicator: "other", sq: "nxënës në këto sesione" },
  meetings: { indicator: "other", sq: "takime" },
  facilitators: { indicator: "other", sq: "lehtësues" },
  interviews: { indicator: "other", sq: "intervista në korrik–gusht 2021" },
};

/** Albanian names of organisations that the report prints in English. */
export const organisationWords: Record<string, string> = {
  "Ministry of Health and Social Protection": "Ministria e Shëndetësisë dhe Mbrojtjes Sociale",
  "Ministry of Justice": "Ministria e Drejtësisë",
  "European Union": "Bashkimi Evropian",
  "United Kingdom – British Embassy Tirana, led by UNICEF":
    "Mbretëria e Bashkuar – Ambasada Britanike në Tiranë, nën drejtimin e UNICEF",
  "Austrian Development Cooperation": "Bashkëpunimi Austriak për Zhvillim",
  "US Embassy – Democracy Commission Small Grants": "Ambasada e SHBA – Grantet e vogla për demokracinë",
  "Center for Family and Children (KMOP), Greece": "Qendra për Familjen dhe Fëmijën (KMOP), Greqi",
  "University of Bedfordshire, United Kingdom": "Universiteti i Bedfordshire, Mbretëria e Bashkuar",
  "University of Bedfordshire": "Universiteti i Bedfordshire",
  "University of Bedfordshire, SYLRC": "Universiteti i Bedfordshire, SYLRC",
  "Municipality of Lezhë": "Bashkia Lezhë",
  "Municipality of Durrës": "Bashkia Durrës",
  "Municipality of Elbasan": "Bashkia Elbasan",
  "Municipality of Vlora": "Bashkia Vlorë",
  "Municipality of Shkodër": "Bashkia Shkodër",
  "Municipality of Tirana": "Bashkia Tiranë",
  "ZKKA – Ministry of the Interior": "ZKKA – Ministria e Brendshme",
  "Institutional Coordination Directorate / Coordination and Studies Sector – General Prosecutor's Office":
    "Drejtoria e Koordinimit Institucional / Sektori i Koordinimit dhe Studimeve – Prokuroria e Përgjithshme",
};

/** Counted or joined in print, but not named: no organisation of their own. */
export const notAnOrganisation = [
  "three partner organisations (not named)",
  "7 subcontracted partner organisations",
  "Municipalities of Tirana, Elbasan and Shkodër",
];
