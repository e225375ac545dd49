import type { InputHTMLAttributes, ReactNode } from "react";
import { FieldFrame } from "./field-frame";
import { useField } from "./form";

export interface FieldProps {
  name: string;
  label: string;
  hint?: ReactNode;
  /** Says "(optional)" after the label; fields are required unless marked. */
  optional?: boolean;
  hideLabel?: boolean;
  /** The label is the title of the page: one question a page. */
  asTitle?: boolean;
  defaultValue?: string | undefined;
}

type Width = "short" | "medium" | "full";

interface TextFieldProps extends FieldProps {
  type?: "text" | "email" | "tel" | "url" | "password" | "search";
  autoComplete?: string;
  maxLength?: number;
  width?: Width;
  inputMode?: InputHTMLAttributes<HTMLInputElement>["inputMode"];
  spellCheck?: boolean;
  readOnly?: boolean;
  /** The language of what is typed, where it is not the page's. */
  lang?: string;
}

/** One line of text. */
export function TextField({ type = "text", width = "full", autoComplete = "off", ...props }: TextFieldProps) {
  return <Line {...props} type={type} width={width} autoComplete={autoComplete} />;
}

/** A whole or decimal number, typed as text so that a wrong one can be shown again. */
export function NumberField({ unit, decimal, ...props }: FieldProps & { unit?: string; decimal?: boolean }) {
  return (
    <Line
      {...props}
      type="text"
      width="short"
      inputMode={decimal ? "decimal" : "numeric"}
      unit={unit}
      autoComplete="off"
    />
  );
}

interface RangeProps extends FieldProps {
  min?: string;
  max?: string;
}

/** A calendar date; the value is "2026-11-27". */
export function DateField({ autoComplete = "off", ...props }: RangeProps & { autoComplete?: string }) {
  return <Line {...props} type="date" width="medium" autoComplete={autoComplete} />;
}

/** A time of day; the value is "09:30". */
export function TimeField(props: RangeProps) {
  return <Line {...props} type="time" width="short" autoComplete="off" />;
}

/** Date and time of day in Tirana; the value is "2026-11-27T09:30". */
export function DateTimeField(props: RangeProps) {
  return <Line {...props} type="datetime-local" width="medium" autoComplete="off" />;
}

interface TextAreaProps extends FieldProps {
  rows?: number;
  maxLength?: number;
  lang?: string;
}

/** Several lines of text. */
export function TextArea({
  name,
  label,
  hint,
  optional,
  hideLabel,
  asTitle,
  defaultValue,
  rows = 5,
  ...rest
}: TextAreaProps) {
  const field = useField(name, hint, defaultValue);
  return (
    <FieldFrame id={field.id} errors={field.errors} {...{ label, hint, optional, hideLabel, asTitle }}>
      <textarea
        id={field.id}
        name={name}
        rows={rows}
        defaultValue={field.value}
        className="control"
        aria-describedby={field.describedBy}
        aria-invalid={field.invalid}
        aria-required={optional ? undefined : true}
        autoComplete="off"
        {...rest}
      />
    </FieldFrame>
  );
}

interface FileFieldProps extends FieldProps {
  /** Extensions with their dot: ".csv,.xlsx". */
  accept?: string;
  multiple?: boolean;
  /** Opens the camera on a phone. */
  capture?: boolean;
}

/** A file; what was chosen cannot be shown again after a refusal, the sentence says so. */
export function FileField({ name, label, hint, optional, accept, multiple, capture }: FileFieldProps) {
  const field = useField(name, hint);
  return (
    <FieldFrame id={field.id} label={label} hint={hint} errors={field.errors} optional={optional}>
      <input
        id={field.id}
        type="file"
        name={name}
        accept={accept}
        multiple={multiple}
        capture={capture}
        className="control control-file"
        aria-describedby={field.describedBy}
        aria-invalid={field.invalid}
      />
    </FieldFrame>
  );
}

/** A value that travels with the form. */
export function HiddenField({ name, value }: { name: string; value?: string | undefined }) {
  const field = useField(name, undefined, value);
  return <input type="hidden" name={name} value={value ?? field.value ?? ""} />;
}

interface LineProps extends FieldProps {
  type: string;
  width: Width;
  unit?: string | undefined;
  autoComplete: string;
  maxLength?: number;
  min?: string;
  max?: string;
  inputMode?: InputHTMLAttributes<HTMLInputElement>["inputMode"];
  spellCheck?: boolean;
  readOnly?: boolean;
  lang?: string;
}

function Line({
  name,
  label,
  hint,
  optional,
  hideLabel,
  asTitle,
  defaultValue,
  type,
  width,
  unit,
  ...rest
}: LineProps) {
  const field = useField(name, hint, defaultValue);
  const input = (
    <input
      id={field.id}
      type={type}
      name={name}
      defaultValue={type === "password" ? undefined : field.value}
      className={`control control-${width}`}
      aria-describedby={field.describedBy}
      aria-invalid={field.invalid}
      aria-required={optional ? undefined : true}
      {...rest}
    />
  );
  return (
    <FieldFrame id={field.id} errors={field.errors} {...{ label, hint, optional, hideLabel, asTitle }}>
      {unit ? (
        <span className="with-unit">
          {input}
          <span className="unit">{unit}</span>
        </span>
      ) : (
        input
      )}
    </FieldFrame>
  );
}
