import { z } from "zod";
import { choice, text } from "#app/forms/fields";

const whose = choice(["kept", "merged"]).default("kept");

/** Whose details the one record has afterwards; `seen` names what the page showed. */
export const mergeForm = z.object({
  seen: text(64, 64),
  name: whose,
  email: whose,
  phone: whose,
  institution: whose,
  profession: whose,
  municipality: whose,
});
