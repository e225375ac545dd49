import type { ReactNode } from "react";
import { useT } from "#app/i18n/use-t";
import { Errors, FieldFrame, FieldsetFrame, Hint } from "./field-frame";
import { useField } from "./form";
import type { FieldProps } from "./text-fields";

export interface Choice {
  value: string;
  label: string;
  hint?: ReactNode;
  disabled?: boolean;
}

interface SelectFieldProps extends FieldProps {
  choices: readonly Choice[];
  /** Choices under headings instead. */
  groups?: readonly { label: string; choices: readonly Choice[] }[];
  /** The words of the empty choice; false leaves it out. */
  empty?: string | false;
  width?: "short" | "medium" | "full";
}

/** One of many, in a list that opens. */
export function SelectField({ name, label, hint, choices, groups, empty, width = "full", ...rest }: SelectFieldProps) {
  const t = useT("common");
  const field = useField(name, hint, rest.defaultValue);
  const frame = { optional: rest.optional, hideLabel: rest.hideLabel, asTitle: rest.asTitle };
  return (
    <FieldFrame id={field.id} label={label} hint={hint} errors={field.errors} {...frame}>
      <select
        id={field.id}
        name={name}
        defaultValue={field.value ?? ""}
        className={`control control-${width}`}
        aria-describedby={field.describedBy}
        aria-invalid={field.invalid}
        aria-required={rest.optional ? undefined : true}
      >
        {empty !== false && <option value="">{empty ?? t("choose")}</option>}
        <Options choices={choices} />
        {groups?.map((group) => (
          <optgroup key={group.label} label={group.label}>
            <Options choices={group.choices} />
          </optgroup>
        ))}
      </select>
    </FieldFrame>
  );
}

interface ChoiceFieldProps extends FieldProps {
  choices: readonly Choice[];
  /** Side by side where there is room. */
  inline?: boolean;
}

/** One of a few, each a card as wide as a thumb needs. */
export function ChoiceField({ defaultValue, ...props }: ChoiceFieldProps) {
  return <CardsField type="radio" defaults={defaultValue} {...props} />;
}

interface ChecksFieldProps extends Omit<ChoiceFieldProps, "defaultValue"> {
  defaultValues?: string[];
}

/** Any number of a few. */
export function ChecksField({ defaultValues, ...props }: ChecksFieldProps) {
  return <CardsField type="checkbox" defaults={defaultValues} {...props} />;
}

interface CardsFieldProps extends Omit<ChoiceFieldProps, "defaultValue"> {
  type: "radio" | "checkbox";
  defaults: string | string[] | undefined;
}

function CardsField({
  type,
  defaults,
  name,
  label,
  hint,
  choices,
  inline,
  optional,
  hideLabel,
  asTitle,
}: CardsFieldProps) {
  const field = useField(name, hint, defaults);
  return (
    <FieldsetFrame id={field.id} errors={field.errors} {...{ label, hint, optional, hideLabel, asTitle }}>
      <div className={inline ? "choices choices-inline" : "choices"}>
        {choices.map((choice, place) => (
          <ChoiceCard
            key={choice.value}
            type={type}
            id={place === 0 ? field.id : `${field.id}-${place}`}
            name={name}
            choice={choice}
            checked={field.values.includes(choice.value)}
          />
        ))}
      </div>
    </FieldsetFrame>
  );
}

interface CheckFieldProps {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  value?: string;
  defaultChecked?: boolean;
}

/** One yes or no; sends `value` ("yes" unless said otherwise) or nothing. */
export function CheckField({ name, label, hint, value = "yes", defaultChecked }: CheckFieldProps) {
  const field = useField(name, hint, defaultChecked ? value : undefined);
  return (
    <div className={field.invalid ? "field field-wrong" : "field"}>
      <Errors id={field.id} errors={field.errors} />
      <span className="check">
        <input
          id={field.id}
          type="checkbox"
          name={name}
          value={value}
          defaultChecked={field.values.includes(value)}
          aria-describedby={field.describedBy}
          aria-invalid={field.invalid}
        />
        <label htmlFor={field.id}>{label}</label>
      </span>
      <Hint id={field.id} hint={hint} />
    </div>
  );
}

function Options({ choices }: { choices: readonly Choice[] }) {
  return choices.map((choice) => (
    <option key={choice.value} value={choice.value} disabled={choice.disabled}>
      {choice.label}
    </option>
  ));
}

interface CardProps {
  type: "radio" | "checkbox";
  id: string;
  name: string;
  choice: Choice;
  checked: boolean;
}

function ChoiceCard({ type, id, name, choice, checked }: CardProps) {
  return (
    <label className="choice" htmlFor={id}>
      <input
        type={type}
        id={id}
        name={name}
        value={choice.value}
        defaultChecked={checked}
        disabled={choice.disabled}
        aria-describedby={choice.hint ? `${id}-about` : undefined}
        aria-labelledby={`${id}-label`}
      />
      <span>
        <span className="choice-label" id={`${id}-label`}>
          {choice.label}
        </span>
        {choice.hint && (
          <span className="choice-hint" id={`${id}-about`}>
            {choice.hint}
          </span>
        )}
      </span>
    </label>
  );
}
