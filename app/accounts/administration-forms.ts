import { z } from "zod";
import { choice, choices, email, text } from "#app/forms/fields";
import { locales, type Role } from "#db/vocabulary";
import { rolesToGive } from "./administration";

const given = rolesToGive as unknown as readonly [Role, ...Role[]];

export const grantRoleForm = z.object({ role: choice(given) });

export const invitationForm = z.object({
  givenName: text(80),
  familyName: text(80),
  email: email(),
  roles: choices(given).refine((list) => list.length > 0, "required"),
  locale: choice(locales),
});
