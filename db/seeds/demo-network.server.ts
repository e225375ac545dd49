import { eq } from "drizzle-orm";
import { contextFor } from "#app/context.server";
import { applyAsLawyer } from "#app/legal-aid/lawyers/apply-as-lawyer.server";
import { approveLawyer } from "#app/legal-aid/lawyers/approve-lawyer.server";
import { keepLicence } from "#app/legal-aid/lawyers/keep-licence.server";
import { accountLinks, accounts, people } from "../schema/accounts";
import { lawyers } from "../schema/lawyers";
import type { Gender, Language, LawyerKind } from "../vocabulary";
import { memberOf } from "./build.server";
import { demoAccounts } from "./demo-accounts";
import { mailOf } from "./demo-names";
import { before, type DemoMember, type DemoRun, type DemoStaff, dayFrom } from "./demo-run";

export interface DemoLawyer extends DemoMember {
  lawyerId: string;
  kind: LawyerKind;
  /** The account of the demo's button. */
  own: boolean;
  verified: boolean;
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

/** 45 lawyers over the twelve regions; the demo's own practises in Shkodër. Two wait for their approvals. */
export async function loadNetwork(run: DemoRun, staff: DemoStaff): Promise<DemoNetwork> {
  const places = members.flatMap(([region, count]) => Array.from({ length: count }, () => region));
  const network: DemoNetwork = { lawyers: [], trained: [] };
  for (const [place, region] of places.entries()) {
    const lawyer = await addLawyer(run, staff, { place, region, kind: kindOf(place) });
    network.lawyers.push(lawyer);
    // The first on the list was there to the end.
    if (lawyer.own) network.trained.unshift(lawyer.personId);
    else if (lawyer.takesOrders && run.random.chance(75)) network.trained.push(lawyer.personId);
  }
  const supervisors = network.lawyers.filter((lawyer) => lawyer.kind === "advocate" && lawyer.verified);
  const coordinator = contextFor(memberOf(staff.coordinator, "coordinator"), before(run.now, 100), run.db);
  for (const { kind, lawyerId } of network.lawyers)
    if (kind === "candidate_advocate") {
      const supervisorId = run.random.pick(supervisors).lawyerId;
      const permitValidTo = `${dayFrom(run.now, 0).slice(0, 4)}-12-31`;
      await keepLicence(coordinator, { lawyerId, permitValidTo, supervisorId });
    }
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
  const waits = place === 20 || place === 33;
  const takesOrders = kind === "advocate" && (own || random.chance(70));
  const areas =
    kind === "jurist"
      ? primaryOnly
      : own
        ? bundles.slice(0, 2).flat()
        : random.some(bundles, random.whole(2, 4)).flat();
  const appliedAt = before(run.now, waits ? 3 : random.whole(125, 165), random.whole(0, 300));
  const permit = kind === "jurist" ? null : `${dayFrom(run.now, 0).slice(0, 4)}-12-31`;
  await applyAsLawyer(contextFor({ kind: "anyone" }, appliedAt, run.db), {
    ...name,
    email,
    phone: null,
    kind,
    chamberCode: chambers[region] ?? null,
    licenceNumber: String(4200 + place * 37),
    permitValidTo: permit,
    areas: takesOrders ? [...orders, ...areas] : areas,
    regions: [...new Set([region, ...(own || random.chance(45) ? [neighbours[region] ?? region] : [])])],
    languages: languagesOf(run, place),
    capacity: own ? 6 : random.whole(2, 4),
    pledgedHours: own ? 60 : random.pick([20, 30, 40, 40, 60]),
    remote: random.chance(55),
    locale: "sq",
  });
  const lawyer = await enterAccount(run, email, kind);
  if (!waits) await approve(run, staff, lawyer.lawyerId, appliedAt);
  await run.db
    .update(lawyers)
    .set({
      onDuty: kind === "advocate" && random.chance(30),
      onLeaveUntil: place === 27 ? dayFrom(run.now, 24) : null,
    })
    .where(eq(lawyers.id, lawyer.lawyerId));
  return { ...lawyer, kind, own, verified: !waits, takesOrders };
}

/** The demo's accounts have taken up their invitation; nobody knows a password of theirs. */
async function enterAccount(run: DemoRun, email: string, kind: LawyerKind) {
  const [account] = await run.db
    .update(accounts)
    .set({ state: "active" })
    .where(eq(accounts.email, email))
    .returning({ id: accounts.id, personId: accounts.personId });
  if (!account) throw new Error("the lawyer's account was not made");
  await run.db.update(accountLinks).set({ usedAt: run.now }).where(eq(accountLinks.accountId, account.id));
  await run.db
    .update(people)
    .set({ demo: "demo", profession: kind === "jurist" ? "jurist/e" : "avokat/e" })
    .where(eq(people.id, account.personId));
  const [lawyer] = await run.db.select({ id: lawyers.id }).from(lawyers).where(eq(lawyers.accountId, account.id));
  if (!lawyer) throw new Error("the application was not made");
  return { ...account, lawyerId: lawyer.id };
}

/** Two coordinators, each after a look of their own. */
async function approve(run: DemoRun, staff: DemoStaff, lawyerId: string, appliedAt: Date): Promise<void> {
  for (const [days, who, licenceCheck] of [
    [2, staff.coordinator, "bar_register"],
    [4, staff.secondCoordinator, "card_seen"],
  ] as const) {
    const at = new Date(appliedAt.getTime() + days * 86_400_000);
    const context = contextFor(memberOf(who, "coordinator"), at, run.db);
    const result = await approveLawyer(context, { lawyerId, licenceCheck, checkedOn: dayFrom(at, 0) });
    if (!result.ok) throw new Error(`the approval was refused: ${result.reason}`);
  }
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
