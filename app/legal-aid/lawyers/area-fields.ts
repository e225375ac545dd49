/** Practice areas are ticked group by group, each a field of its own; together they are `areas`. */
export const areaFields = [
  { group: "civil", name: "areasCivil" },
  { group: "criminal", name: "areasCriminal" },
  { group: "administrative", name: "areasAdministrative" },
  { group: "other", name: "areasOther" },
] as const;

/** The ticks of the four fields out of one list of codes. */
export function ticksOf(
  areas: readonly string[],
  groups: readonly { group: string; areas: readonly { code: string }[] }[],
): Record<string, string[]> {
  return Object.fromEntries(
    areaFields.map(({ group, name }) => {
      const own = groups.filter((one) => one.group === group).flatMap((one) => one.areas.map(({ code }) => code));
      return [name, areas.filter((code) => own.includes(code))];
    }),
  );
}
