import type { ReactNode } from "react";
import { classNames } from "./class-names";
import type { Tone } from "./surfaces";

export interface Definition {
  term: string;
  value: ReactNode;
}

/** Terms and their values; those without a value are left out. */
export function DefinitionList({ items }: { items: readonly (Definition | false | null | undefined)[] }) {
  const shown = items.filter((item) => item && item.value !== null && item.value !== undefined && item.value !== "");
  return (
    <dl className="definitions">
      {(shown as Definition[]).map((item) => (
        <div key={item.term}>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

export interface RowItem {
  key: string;
  title: ReactNode;
  href?: string | undefined;
  about?: ReactNode;
  /** What stands before the title, such as a DateBadge. */
  lead?: ReactNode;
  /** What stands at the end, such as a Tag or an ActionForm. */
  end?: ReactNode;
}

/** A list of things with a line about each. */
export function RowList({ items }: { items: readonly RowItem[] }) {
  return (
    <ul className="row-list">
      {items.map((item) => (
        <li key={item.key}>
          {item.lead}
          <span className="row-main">
            {item.href ? (
              <a className="row-title" href={item.href}>
                {item.title}
              </a>
            ) : (
              <span className="row-title">{item.title}</span>
            )}
            {item.about && <span className="row-about">{item.about}</span>}
          </span>
          {item.end && <span className="row-end">{item.end}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Day and month in a small square; the words around it say the whole date. */
export function DateBadge({ day, month }: { day: string; month: string }) {
  return (
    <span className="date-badge" aria-hidden="true">
      <b>{day}</b>
      {month}
    </span>
  );
}

export interface Moment {
  key: string;
  /** When, in words. */
  when: string;
  what: ReactNode;
  about?: ReactNode;
  tone?: Tone | undefined;
  /** What comes next, not what has been. */
  next?: boolean;
}

/** What happened, in order, and what comes next. */
export function Timeline({ moments }: { moments: readonly Moment[] }) {
  return (
    <ol className="timeline">
      {moments.map((moment) => (
        <li
          key={moment.key}
          className={classNames(moment.tone && `moment-${moment.tone}`, moment.next && "moment-next")}
        >
          <b>{moment.when}</b> {moment.what}
          {moment.about && <span className="moment-about">{moment.about}</span>}
        </li>
      ))}
    </ol>
  );
}

export interface StatItem {
  label: string;
  value: ReactNode;
  about?: ReactNode;
  href?: string;
  tone?: Tone;
}

/** Figures that a page opens with. */
export function Stats({ items }: { items: readonly StatItem[] }) {
  return (
    <dl className="stats">
      {items.map((item) => (
        <div key={item.label} className={classNames("stat", item.tone && `stat-${item.tone}`)}>
          <dt>{item.href ? <a href={item.href}>{item.label}</a> : item.label}</dt>
          <dd>{item.value}</dd>
          {item.about && <dd className="stat-about">{item.about}</dd>}
        </div>
      ))}
    </dl>
  );
}

/** Numbered steps of something that is explained. */
export function NumberedSteps({ items }: { items: readonly { title: string; text?: ReactNode }[] }) {
  return (
    <ol className="numbered">
      {items.map((item) => (
        <li key={item.title}>
          <b>{item.title}</b>
          {item.text && <span>{item.text}</span>}
        </li>
      ))}
    </ol>
  );
}
