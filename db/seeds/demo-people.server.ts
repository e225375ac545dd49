import type { Role } from "../vocabulary";
import { buildAccount, buildOrganisation, buildOrganisationMember } from "./build.server";
import { demoAccounts } from "./demo-accounts";
import { before, type DemoMember, type DemoRun, type DemoStaff } from "./demo-run";

const names: Record<string, { givenName: string; familyName: string; profession: string }> = {
  professional: { givenName: "Drita", familyName: "Bajraktari", profession: "punonjëse sociale" },
  coordinator: { givenName: "Elira", familyName: "Kodra", profession: "koordinatore" },
  secondCoordinator: { givenName: "Besnik", familyName: "Lamaj", profession: "koordinator" },
  trainer: { givenName: "Ylli", familyName: "Mëhilli", profession: "trajner" },
  training_manager: { givenName: "Marjeta", familyName: "Shtylla", profession: "përgjegjëse trajnimesh" },
  institution_contact: { givenName: "Gëzim", familyName: "Ndreu", profession: "drejtues i burimeve njerëzore" },
  referrer: { givenName: "Xhevahire", familyName: "Doda", profession: "koordinatore kundër dhunës" },
  manager: { givenName: "Liljana", familyName: "Përmeti", profession: "drejtuese programi" },
  dpo: { givenName: "Ardit", familyName: "Çoba", profession: "nëpunës për mbrojtjen e të dhënave" },
  auditor: { givenName: "Teuta", familyName: "Gjika", profession: "audituese" },
  administrator: { givenName: "Kreshnik", familyName: "Tola", profession: "administrator" },
};

/** One account per role (the lawyer's comes with the network), a second coordinator, and the places they act for. */
export async function loadPeople(run: DemoRun): Promise<DemoStaff> {
  const made: Record<string, DemoMember> = {};
  const createdAt = before(run.now, 200);
  for (const { role, email, labelKey } of demoAccounts) {
    if (role === "lawyer") continue;
    const key = labelKey === "admin.demo.secondCoordinator" ? "secondCoordinator" : role;
    const person = { ...names[key], email, demo: "demo", createdAt };
    const roles: Role[] = role === "professional" ? [role] : [role, "professional"];
    made[key] = await buildAccount(run.db, { roles, account: { email, createdAt }, person, grantedAt: createdAt });
  }
  const institution = await buildOrganisation(run.db, {
    nameSq: "Qendra Shëndetësore e shpikur",
    nameEn: "Invented Health Centre",
    kind: "institution",
    regionIso: "AL-07",
  });
  const referrer = await buildOrganisation(run.db, {
    nameSq: "Njësia e lëvizshme e shpikur",
    nameEn: "Invented Mobile Unit",
    kind: "referrer",
    regionIso: "AL-10",
  });
  const staff = made as Omit<DemoStaff, "institutionId" | "referrerId">;
  await buildOrganisationMember(run.db, institution.id, staff.institution_contact.id);
  await buildOrganisationMember(run.db, referrer.id, staff.referrer.id);
  return { ...staff, institutionId: institution.id, referrerId: referrer.id };
}
