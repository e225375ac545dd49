import type { ReactNode } from "react";
import { useT } from "#app/i18n/use-t";
import { Button, type ButtonTone } from "./button";
import { PageHeader } from "./page-header";

interface ConfirmPageProps {
  title: string;
  /** What will happen and cannot be undone. */
  children: ReactNode;
  /** Where the confirmation is posted; its own page unless said otherwise. */
  action?: string;
  /** The words of the button: what it does, not "yes". */
  button: string;
  tone?: ButtonTone;
  back: string;
  values?: Record<string, string>;
}

/** The page before something that cannot be undone. */
export function ConfirmPage({ title, children, action, button, tone = "danger", back, values = {} }: ConfirmPageProps) {
  const t = useT("common");
  return (
    <>
      <PageHeader title={title} />
      <div className="prose">{children}</div>
      <form method="post" action={action} className="button-row">
        {Object.entries(values).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button tone={tone}>{button}</Button>
        <a className="button button-quiet" href={back}>
          {t("leaveIt")}
        </a>
      </form>
    </>
  );
}
