import { z } from "zod";
import { agreed, choice, text } from "#app/forms/fields";
import { erasureReasons, erasureRefusals } from "#db/vocabulary";

/** The person behind the receipt: nothing but the certainty. */
export const erasureForm = z.object({ sure: agreed() });
/** "Nobody else sees this screen": only then is it shown. */
export const heldForm = z.object({ alone: agreed() });
export const carryOutForm = z.object({ reason: choice(erasureReasons), sure: agreed() });
export const refusalForm = z.object({ reason: choice(erasureRefusals) });
export const correctionRefusalForm = z.object({ answer: text(400, 10) });
