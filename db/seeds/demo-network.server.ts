import { eq } from "drizzle-orm";
import { lawyers } from "../schema/lawyers";
import type { Gender, Language, LawyerKind, LawyerState } from "../vocabulary";
import { buildLawyer } from "./build.server";
import { demoAccounts } from "./demo-accounts";
import { mailOf } from "./demo-names";
import { before, type DemoMember, type DemoRun, type DemoStaff, dayFrom } from "./demo-run";

export interface DemoLawyer extends DemoMember {
  lawyerId: string;
  kind: LawyerKind;
  regions: string[];
}

export interface DemoNetwork {
  lawyers: DemoLawyer[];
  /** People who earned the certificate for protection orders. */
  trained: string[];
}

const chambers: Record<string, string> = {
  "AL-01": "DHV-BERAT",
  "AL-02": "DHV-DURRES",
  "AL-03": "DHV-ELBASAN",
  "AL-04": "DHV-FIER",
  "AL-05": "DHV-GJIROKASTER",
  "AL-06": "DHV-KORCE",
  "AL-07": "DHV-KUKES",
  "AL-08": "DHV-LEZHE",
  "AL-09": "DHV-DIBER",
  "AL-10": "DHV-SHKODER",
  "AL-11": "DHV-TIRANE",
  "AL-12": "DHV-VLORE",
};

/** How many members each region has: 45 together. */
const members: readonly [string, number][] = [
  ["AL-11", 10],
  ["AL-10", 6],
  ["AL-02", 5],
  ["AL-03", 4],
  ["AL-12", 4],
  ["AL-06", 3],
  ["AL-08", 3],
  ["AL-04", 3],
  ["AL-07", 2],
  ["AL-01", 2],
  ["AL-09", 2],
  ["AL-05", 1],
];

const neighbours: Record<string, string> = {
  "AL-10": "AL-08",
  "AL-08": "AL-10",
  "AL-02": "AL-11",
  "AL-11": "AL-02",
  "AL-03": "AL-11",
  "AL-12": "AL-04",
  "AL-04": "AL-12",
  "AL-05": "AL-12",
  "AL-06": "AL-03",
  "AL-07": "AL-10",
  "AL-09": "AL-11",
  "AL-01": "AL-04",
};

const orders = ["PO-REQ", "PO-IMM", "PO-CHG", "PO-BRE"];
const bundles: readonly string[][] = [
  ["FAM-DIV", "FAM-CUS", "FAM-VIS", "FAM-ALI", "FAM-PRO"],
  ["CRM-DV", "CRM-REP", "CRM-CIV", "CRM-ACC", "CRM-STA"],
  ["CRM-TRA", "CRM-SEX", "CRM-NPU", "CRM-APP", "CRM-TRM"],
  ["CIV-DAM", "CIV-NPD", "CIV-PRO", "CIV-ENF", "CIV-INH"],
  ["ADM-CIV", "ADM-SOC", "ADM-HOU", "ADM-DIS", "LA-SEC", "LA-FEE"],
  ["LAB-DIS", "LAB-WAG", "DIS-COM"],
];
const primaryOnly = ["LA-SEC", "LA-FEE", "ADM-ID", "ADM-SOC", "ADM-CIV", "CRM-REP", "FAM-DIV", "PO-REQ"];

/** 45 lawyers over the twelve regions; the demo's own practises in Shkodër. */
export async function loadNetwork(run: DemoRun, staff: DemoStaff): Promise<DemoNetwork> {
  const places = members.flatMap(([region, count]) => Array.from({ length: count }, () => region));
  const network: DemoNetwork = { lawyers: [], trained: [] };
  const candidates: string[] = [];
  for (const [place, region] of places.entries()) {
    const kind = kindOf(place);
    const lawyer = await addLawyer(run, staff, { place, region, kind });
    network.lawyers.push(lawyer);
    if (kind === "candidate_advocate") candidates.push(lawyer.lawyerId);
    // The demo's lawyer (place 10) and most advocates hold the certificate; some have yet to earn it.
    if (lawyer.takesOrders && (place === 10 || run.random.chance(75))) network.trained.push(lawyer.personId);
  }
  const supervisors = network.lawyers.filter((lawyer) => lawyer.kind === "advocate");
  for (const lawyerId of candidates)
    await run.db
      .update(lawyers)
      .set({ supervisorId: run.random.pick(supervisors).lawyerId })
      .where(eq(lawyers.id, lawyerId));
  return network;
}

function kindOf(place: number): LawyerKind {
  if (place % 7 === 5) return "candidate_advocate";
  if (place % 8 === 6) return "jurist";
  return "advocate";
}

async function addLawyer(
  run: DemoRun,
  staff: DemoStaff,
  { place, region, kind }: { place: number; region: string; kind: LawyerKind },
) {
  const { random } = run;
  const own = place === 10;
  const name = own
    ? { givenName: "Majlinda", familyName: "Çeliku", gender: "woman" as Gender }
    : run.invent(random.chance(60) ? "woman" : "man");
  const email = own ? (demoAccounts.find((account) => account.role === "lawyer")?.email ?? "") : mailOf(name);
  const state: LawyerState = place === 20 || place === 33 ? "applied" : "verified";
  const takesOrders = kind === "advocate" && (own || random.chance(70));
  const areas = kind === "jurist" ? primaryOnly : [...random.some(bundles, own ? 3 : random.whole(2, 4)).flat()];
  const appliedAt = before(run.now, state === "applied" ? 3 : random.whole(110, 165));
  const regions = [region, ...(own || random.chance(45) ? [neighbours[region] ?? region] : [])];
  const lawyer = await buildLawyer(run.db, {
    state,
    kind,
    gender: name.gender,
    chamberCode: kind === "jurist" ? null : (chambers[region] ?? null),
    licenceNumber: kind === "jurist" ? null : String(4200 + place * 37),
    permitValidTo: kind === "jurist" ? null : `${dayFrom(run.now, 0).slice(0, 4)}-12-31`,
    languages: languagesOf(run, place),
    capacity: own ? 6 : random.whole(2, 4),
    pledgedHours: own ? 60 : random.pick([20, 30, 40, 40, 60]),
    remote: random.chance(55),
    onDuty: kind === "advocate" && random.chance(30),
    onLeaveUntil: place === 27 ? dayFrom(run.now, 24) : null,
    appliedAt,
    verifiedAt: new Date(appliedAt.getTime() + 4 * 86_400_000),
    createdAt: appliedAt,
    areas: takesOrders ? [...orders, ...areas] : areas,
    regions: [...new Set(regions)],
    approvedBy: [staff.coordinator.id, staff.secondCoordinator.id],
    account: {
      roles: state === "verified" ? ["lawyer", "professional"] : ["professional"],
      account: { email, createdAt: appliedAt },
      person: {
        givenName: name.givenName,
        familyName: name.familyName,
        profession: kind === "jurist" ? "juriste" : "avokate",
        email,
        demo: "demo",
        createdAt: appliedAt,
      },
      grantedAt: appliedAt,
    },
  });
  return {
    id: lawyer.account.id,
    personId: lawyer.account.personId,
    lawyerId: lawyer.id,
    kind,
    regions,
    takesOrders,
  };
}

function languagesOf(run: DemoRun, place: number): Language[] {
  const more: Language[] = [];
  if (run.random.chance(70)) more.push("en");
  if (run.random.chance(35)) more.push("it");
  if (place % 11 === 4) more.push("el");
  if (place % 15 === 7) more.push("sr");
  if (place === 3) more.push("ar");
  return ["sq", ...more];
}
