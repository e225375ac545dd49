import { Children, createContext, type FormHTMLAttributes, isValidElement, type ReactNode, useContext } from "react";
import type { FieldError, FormState } from "#app/forms/form-state";
import type { KeyOf } from "#app/i18n/messages";
import { useT } from "#app/i18n/use-t";

type Values = Record<string, string | string[] | undefined>;

interface FormContextValue {
  id: string;
  state: FormState | undefined;
  defaults: Values;
}

const FormContext = createContext<FormContextValue>({ id: "form", state: undefined, defaults: {} });

interface FormProps {
  /** What the action gave back when it refused. */
  state?: FormState | undefined;
  /** What the fields hold before anything was typed. */
  defaults?: Values | undefined;
  children: ReactNode;
  action?: string;
  method?: "post" | "get";
  /** Needed where a page has more than one form, and by buttons outside. */
  id?: string;
  /** Set where the form has a FileField. */
  upload?: boolean;
  /** Labels by field name, for fields that stand inside components of their own. */
  labels?: Record<string, string>;
  autoComplete?: "on" | "off";
}

/** A form with its error summary on top. It posts to its own page unless `action` says otherwise. */
export function Form({
  state,
  defaults = {},
  children,
  id = "form",
  upload,
  labels,
  method = "post",
  ...rest
}: FormProps) {
  const encoding: FormHTMLAttributes<HTMLFormElement> = upload ? { encType: "multipart/form-data" } : {};
  return (
    <FormContext.Provider value={{ id, state, defaults }}>
      <ErrorSummary state={state} labels={{ ...labelsIn(children), ...labels }} id={id} />
      <form id={id} method={method} noValidate className="form" {...encoding} {...rest}>
        {children}
      </form>
    </FormContext.Provider>
  );
}

interface Field {
  id: string;
  /** What the field shows: typed before, else the default. */
  value: string | undefined;
  values: string[];
  errors: string[];
  /** Attributes that tie hint and errors to the control. */
  describedBy: string | undefined;
  invalid: true | undefined;
}

/** The state of one field by name: id, values, sentences. For controls that the kit does not have. */
export function useField(name: string, hint?: ReactNode, given?: string | string[]): Field {
  const { id, state, defaults } = useContext(FormContext);
  const sentence = useSentence();
  const raw = state ? state.values[name] : (defaults[name] ?? given);
  const values = raw === undefined ? [] : Array.isArray(raw) ? raw : [raw];
  const errors = (state?.errors[name] ?? []).map(sentence);
  const own = fieldId(id, name);
  const describedBy = [hint ? `${own}-hint` : "", errors.length > 0 ? `${own}-error` : ""].filter(Boolean).join(" ");
  return {
    id: own,
    value: values[0],
    values,
    errors,
    describedBy: describedBy || undefined,
    invalid: errors.length > 0 ? true : undefined,
  };
}

interface ErrorSummaryProps {
  state?: FormState | undefined;
  labels?: Record<string, string>;
  id?: string;
}

/** All sentences of a refused form, each a link to its field. `Form` draws it; alone it is for pages with own forms. */
export function ErrorSummary({ state, labels = {}, id = "form" }: ErrorSummaryProps) {
  const t = useT("common");
  const sentence = useSentence();
  const entries = Object.entries(state?.errors ?? {}).flatMap(([name, errors]) =>
    errors.map((error) => ({ name, text: sentence(error), label: labels[name] })),
  );
  if (entries.length === 0) return null;
  return (
    <div className="error-summary" role="alert" tabIndex={-1} id={`${id}-errors`}>
      <h2>{t("errorSummaryTitle", { count: entries.length })}</h2>
      <ul>
        {entries.map(({ name, text, label }) => (
          <li key={name + text}>
            {name && name !== "form" ? (
              <a href={`#${fieldId(id, name)}`}>
                {label ? t("fieldError", { label: label.replace(/[?:]$/, ""), sentence: text }) : text}
              </a>
            ) : (
              text
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function fieldId(form: string, name: string): string {
  return `${form}-${name.replace(/[^A-Za-z0-9_-]+/g, "-")}`;
}

function useSentence(): (error: FieldError) => string {
  const t = useT("forms");
  return (error) => t(t.has(error.key) ? (error.key as KeyOf<"forms">) : "unreadable", error.values);
}

/** Labels of the fields that stand directly in the form, for the links of the summary. */
function labelsIn(children: ReactNode): Record<string, string> {
  const found: Record<string, string> = {};
  Children.forEach(children, (child) => {
    if (!isValidElement<{ name?: unknown; label?: unknown; children?: ReactNode }>(child)) return;
    const { name, label, children: inner } = child.props;
    if (typeof name === "string" && typeof label === "string") found[name] = label;
    if (inner !== undefined && typeof inner !== "function") Object.assign(found, labelsIn(inner));
  });
  return found;
}
