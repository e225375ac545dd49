import { z } from "zod";
import { choice } from "#app/forms/fields";
import { documentKinds } from "#db/vocabulary";

export const documentForm = z.object({ kind: choice(documentKinds) });
