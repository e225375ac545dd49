import { type Role, roles } from "../vocabulary";

export interface DemoAccount {
  role: Role;
  email: string;
  /** Message key of the button's words. */
  labelKey: `words.role.${Role}` | "admin.demo.secondCoordinator";
}

const names: Record<Role, string> = {
  professional: "profesionist",
  lawyer: "avokat",
  coordinator: "koordinator",
  trainer: "trajner",
  training_manager: "trajnime",
  institution_contact: "institucion",
  referrer: "referues",
  manager: "drejtues",
  dpo: "dpo",
  auditor: "auditor",
  administrator: "administrator",
};

/** A button per role on the sign-in page of the demo; the second coordinator gives the second approval. */
export const demoAccounts: readonly DemoAccount[] = [
  ...roles.map((role) => ({
    role,
    email: `${names[role]}@perkrah.example`,
    labelKey: `words.role.${role}` as const,
  })),
  { role: "coordinator", email: "koordinator2@perkrah.example", labelKey: "admin.demo.secondCoordinator" },
];

/** A receipt of an invented request whose lawyer has been found: anybody may try the way back in the demo. */
export const demoReceipt = { locator: "PRKRAH", secret: "2021041625300412" } as const;
