/** A sentence to say beside a field: a key of the `forms` messages and its values. */
export interface FieldError {
  key: string;
  values?: Record<string, string | number>;
}

/** What a form shows again after a refusal: everything that was typed, and the sentences by field name. */
export interface FormState {
  values: Record<string, string | string[]>;
  /** The empty name holds what is wrong with the form as a whole. */
  errors: Record<string, FieldError[]>;
}
