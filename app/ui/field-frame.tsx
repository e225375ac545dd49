import type { ReactNode } from "react";
import { useT } from "#app/i18n/use-t";
import { classNames } from "./class-names";

interface FrameProps {
  id: string;
  label: string;
  hint?: ReactNode;
  errors: string[];
  optional?: boolean | undefined;
  hideLabel?: boolean | undefined;
  /** The label is the title of the page: one question a page. */
  asTitle?: boolean | undefined;
  children: ReactNode;
}

/** Label, hint, sentences and control of a field with one control. */
export function FieldFrame({ id, label, hint, errors, optional, hideLabel, asTitle, children }: FrameProps) {
  return (
    <div className={classNames("field", errors.length > 0 && "field-wrong")}>
      <Titled when={asTitle}>
        <label htmlFor={id} className={classNames("field-label", hideLabel && "visually-hidden")}>
          {label}
          {optional && <Optional />}
        </label>
      </Titled>
      <Hint id={id} hint={hint} />
      <Errors id={id} errors={errors} />
      {children}
    </div>
  );
}

/** The same around a group of controls. */
export function FieldsetFrame({ id, label, hint, errors, optional, hideLabel, asTitle, children }: FrameProps) {
  const describedBy = [hint && `${id}-hint`, errors.length > 0 && `${id}-error`].filter(Boolean).join(" ");
  return (
    <fieldset
      className={classNames("field", errors.length > 0 && "field-wrong")}
      aria-describedby={describedBy || undefined}
    >
      <legend className={classNames("field-label", hideLabel && "visually-hidden")}>
        <Titled when={asTitle}>
          {label}
          {optional && <Optional />}
        </Titled>
      </legend>
      <Hint id={id} hint={hint} />
      <Errors id={id} errors={errors} />
      {children}
    </fieldset>
  );
}

export function Hint({ id, hint }: { id: string; hint?: ReactNode }) {
  return hint ? (
    <p className="field-hint" id={`${id}-hint`}>
      {hint}
    </p>
  ) : null;
}

export function Errors({ id, errors }: { id: string; errors: string[] }) {
  const t = useT("common");
  if (errors.length === 0) return null;
  return (
    <p className="field-error" id={`${id}-error`}>
      <span className="visually-hidden">{t("errorPrefix")} </span>
      {errors.join(" ")}
    </p>
  );
}

function Optional() {
  const t = useT("common");
  return <span className="field-optional"> ({t("optional")})</span>;
}

function Titled({ when, children }: { when: boolean | undefined; children: ReactNode }) {
  return when ? <h1 className="field-title">{children}</h1> : children;
}
