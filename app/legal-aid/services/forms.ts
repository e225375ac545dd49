import { z } from "zod";
import { code, day, integer } from "#app/forms/fields";

export const serviceForm = z.object({
  serviceTypeCode: code(),
  minutes: integer(1, 1440),
  givenOn: day(),
});
