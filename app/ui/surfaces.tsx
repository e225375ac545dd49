import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type Tone = "plain" | "calm" | "warn" | "danger" | "accent";

/** A short word on a coloured ground; the word carries the meaning, the colour only helps. */
export function Tag({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={classNames("tag", tone !== "plain" && `tag-${tone}`)}>{children}</span>;
}

export function TagRow({ children }: { children: ReactNode }) {
  return <span className="tag-row">{children}</span>;
}

interface NoticeProps {
  tone?: Tone;
  title?: string;
  children?: ReactNode;
  /** Read out when the page opens: for what has just happened. */
  live?: boolean;
}

/** Something to know before reading on. */
export function Notice({ tone = "plain", title, children, live }: NoticeProps) {
  return (
    <div className={classNames("notice", tone !== "plain" && `notice-${tone}`)} role={live ? "status" : undefined}>
      {title && <p className="notice-title">{title}</p>}
      {children}
    </div>
  );
}

interface CardProps {
  title?: ReactNode;
  /** A link or button at the right of the title. */
  action?: ReactNode;
  children?: ReactNode;
  tone?: Tone | "sunken";
  /** The level of the title's heading. */
  level?: 2 | 3;
  id?: string;
}

/** A surface with a title of its own. */
export function Card({ title, action, children, tone = "plain", level = 2, id }: CardProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section className={classNames("card", tone !== "plain" && `card-${tone}`)} id={id}>
      {(title || action) && (
        <div className="card-head">
          {title && <Heading className="card-title">{title}</Heading>}
          {action}
        </div>
      )}
      {children}
    </section>
  );
}

/** Cards or other blocks side by side where there is room. */
export function Columns({ children, count = 2 }: { children: ReactNode; count?: 2 | 3 | 4 }) {
  return <div className={`columns columns-${count}`}>{children}</div>;
}

/** A wide column and a narrow one beside it; below each other on a phone, the aside first where it says how to begin. */
export function MainAndAside({
  children,
  aside,
  asideFirst = false,
}: {
  children: ReactNode;
  aside: ReactNode;
  asideFirst?: boolean;
}) {
  const beside = <aside className="stack">{aside}</aside>;
  return (
    <div className={classNames("main-aside", asideFirst && "main-aside-first")}>
      {asideFirst && beside}
      <div className="stack">{children}</div>
      {!asideFirst && beside}
    </div>
  );
}

/** Blocks below each other with even space. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className="stack">{children}</div>;
}

/** Running text, not wider than the eye likes. */
export function Prose({ children }: { children: ReactNode }) {
  return <div className="prose">{children}</div>;
}

interface EmptyStateProps {
  title: string;
  /** What to do next, in a sentence. */
  children?: ReactNode;
  action?: ReactNode;
}

/** What a list says while it is empty. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}
