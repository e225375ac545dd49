import type { KeyOf } from "#app/i18n/messages";
import { useT } from "#app/i18n/use-t";
import { roles, sealedClasses } from "#db/vocabulary";

/** What was done, in words; a code that has none yet stands as it is. */
export function useActionWords(): (action: string) => string {
  const t = useT("audit");
  const words = useT("words");
  return (action) => {
    const key = `action.${action}`;
    if (t.has(key)) return t(key as KeyOf<"audit">);
    const opened = action.startsWith("open-") ? action.slice("open-".length).split("+") : [];
    const classes = opened.flatMap((one) => sealedClasses.filter((known) => known === one));
    if (classes.length === 0 || classes.length < opened.length) return action;
    return t("opened", { what: classes.map((one) => words(`sealedClass.${one}`)).join(", ") });
  };
}

/** In which role, or as what, somebody acted. */
export function useActorWords(): (kind: string) => string {
  const t = useT("audit");
  const words = useT("words");
  return (kind) => {
    const role = roles.find((known) => known === kind);
    if (role) return words(`role.${role}`);
    return t.has(`actors.${kind}`) ? t(`actors.${kind}` as KeyOf<"audit">) : kind;
  };
}

/** Why, where a code of the vocabulary was given. */
export function useReasonWords(): (reason: string) => string {
  const t = useT();
  return (reason) => {
    for (const group of ["openingReason", "declineCode", "requestState", "presenceChannel", "handBackReason", "role"]) {
      const key = `words.${group}.${reason}`;
      if (t.has(key)) return t(key as `words.${KeyOf<"words">}`);
    }
    return reason;
  };
}

/** What a walk through the chain found. */
export function useVerdictWords(): (verdict: string | null) => string {
  const t = useT("audit");
  return (verdict) => {
    const key = `verdict.${verdict}`;
    return t.has(key) ? t(key as KeyOf<"audit">) : (verdict ?? "");
  };
}
