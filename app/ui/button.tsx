import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type ButtonTone = "primary" | "quiet" | "calm" | "danger" | "plain";

interface Looks {
  tone?: ButtonTone;
  small?: boolean;
  wide?: boolean;
}

interface ButtonProps extends Looks {
  children: ReactNode;
  name?: string;
  value?: string;
  type?: "submit" | "button";
  /** Sends the form to another address than its own. */
  formAction?: string;
  /** Id of the form that it belongs to when it stands outside. */
  form?: string;
  /** Sends the form without the browser's own checks. */
  formNoValidate?: boolean;
  /** Longer name for those who do not see what stands around it. */
  label?: string;
  disabled?: boolean;
  id?: string;
}

/** A button that sends its form; `tone` defaults to the page's primary action. */
export function Button({ tone, small, wide, children, label, type = "submit", ...rest }: ButtonProps) {
  return (
    <button type={type} className={looks({ tone, small, wide })} aria-label={label} {...rest}>
      {children}
    </button>
  );
}

interface LinkButtonProps extends Looks {
  href: string;
  children: ReactNode;
  label?: string;
  download?: boolean;
}

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function LinkButton({ tone, small, wide, href, children, label, download }: LinkButtonProps) {
  return (
    <a href={href} className={looks({ tone, small, wide })} aria-label={label} download={download}>
      {children}
    </a>
  );
}

interface ActionFormProps extends Looks {
  /** The address of the noun, such as /desk/requests/:id/offers. */
  action: string;
  children: ReactNode;
  /** Hidden values that go with it. */
  values?: Record<string, string>;
  label?: string;
  disabled?: boolean;
}

/** One button that posts: `<ActionForm action="/lawyer/offers/1/acceptance">…</ActionForm>`. */
export function ActionForm({ action, values = {}, children, tone = "quiet", ...rest }: ActionFormProps) {
  return (
    <form method="post" action={action} className="action-form">
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button tone={tone} {...rest}>
        {children}
      </Button>
    </form>
  );
}

/** Buttons in a row; the first is the main one. */
export function ButtonRow({ children }: { children: ReactNode }) {
  return <div className="button-row">{children}</div>;
}

function looks({ tone = "primary", small, wide }: Looks): string {
  return classNames("button", tone !== "primary" && `button-${tone}`, small && "button-small", wide && "button-wide");
}
