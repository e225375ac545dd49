import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, Outlet, Scripts, useMatches, useRouteError, useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { currentAccount } from "#app/accounts/guards.server";
import { navigationFor } from "#app/accounts/navigation";
import { ownName } from "#app/accounts/queries.server";
import { homeOf } from "#app/accounts/rules";
import { contextFor } from "#app/context.server";
import { env } from "#app/env.server";
import { takeNotice } from "#app/forms/redirect.server";
import { isHelp, localeCookie } from "#app/i18n/locale.server";
import type { KeyOf } from "#app/i18n/messages";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { inLanguage, paths } from "#app/paths";
import { AppShell } from "#app/ui/app-shell";
import { LinkButton } from "#app/ui/button";
import { HelpShell } from "#app/ui/help-shell";
import { MessagesForScripts, usePage } from "#app/ui/page-context";
import { PageHeader } from "#app/ui/page-header";
import { PublicShell } from "#app/ui/public-shell";
import styles from "./styles.css?url";

/** What every frame needs. Pages for people who ask for help know neither account nor notice nor theme. */
export async function loader(args: LoaderFunctionArgs) {
  const { demo, quickExitUrl } = env();
  if (isHelp(new URL(args.request.url).pathname))
    return data({ demo, quickExitUrl, theme: null, notice: null, person: null });
  const account = await currentAccount(args);
  const { notice, header } = await takeNotice(args.request);
  const headers = new Headers();
  for (const cookie of [header, localeCookie(args.request)]) if (cookie) headers.append("Set-Cookie", cookie);
  const person = account && {
    name: await ownName(contextFor({ kind: "anyone" }), account.personId),
    navigation: navigationFor(account.roles),
    home: homeOf(account.roles),
  };
  return data({ demo, quickExitUrl, theme: themeOf(args.request), notice, person }, { headers });
}

export function Layout({ children }: { children: ReactNode }) {
  const t = useT();
  const root = useRouteLoaderData<typeof loader>("root");
  const title = usePageTitle();
  const { scripts } = useHandle();
  const { path, nonce } = usePage();
  return (
    <html lang={t.locale} data-theme={root?.theme ?? undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        {(shellOf(path) !== "public" || path.startsWith("/enrolments/")) && <meta name="robots" content="noindex" />}
        <title>{title}</title>
        <link rel="stylesheet" href={styles} />
        {shellOf(path) === "help" ? (
          <link rel="icon" href="data:," />
        ) : (
          <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        )}
      </head>
      <body>
        <Frame>{children}</Frame>
        {scripts && (
          <>
            <MessagesForScripts areas={scripts} />
            <Scripts nonce={nonce} />
          </>
        )}
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

/** A sentence, a reference, and a way on; for every status in the language of the page. */
export function ErrorBoundary() {
  const t = useT("errors");
  const error = useRouteError();
  const { path, reference } = usePage();
  const kind = errorKind(error);
  const help = shellOf(path) === "help";
  return (
    <>
      <PageHeader title={t(`${kind}.title`)} lead={t(`${kind}.text`)} />
      <div className="button-row">
        <LinkButton href={help ? inLanguage(paths.help, t.locale) : paths.home}>
          {t(help ? "begin" : "home")}
        </LinkButton>
      </div>
      {reference && (
        <p className="small soft">
          {t("reference")} <code>{reference}</code>
        </p>
      )}
    </>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const t = useT();
  const root = useRouteLoaderData<typeof loader>("root");
  const handle = useHandle();
  const { path } = usePage();
  const person = root?.person ?? null;
  const notice = root?.notice ? `notices.${root.notice}` : "";
  const shared = {
    demo: root?.demo ?? false,
    notice: t.has(notice) ? { text: t(notice as `notices.${KeyOf<"notices">}`) } : null,
    person,
    homeHref: person?.home ?? paths.home,
    signInHref: paths.signIn,
    signOutHref: paths.signOut,
  };
  const shell = handle.shell ?? shellOf(path);
  if (shell === "bare") return children;
  if (shell === "help")
    return (
      <HelpShell exitHref={paths.helpExit} exitTo={root?.quickExitUrl ?? paths.helpExit}>
        {children}
      </HelpShell>
    );
  if (shell === "app" && person) {
    const groups = person.navigation.map(({ label, items }) => ({
      label: t(`common.${label}`),
      items: items.map((item) => ({ label: t(`common.${item.label}`), href: item.href })),
    }));
    return (
      <AppShell {...shared} groups={groups}>
        {children}
      </AppShell>
    );
  }
  return (
    <PublicShell
      {...shared}
      nav={[
        { label: t("public.nav.help"), href: paths.help },
        { label: t("public.nav.trainings"), href: paths.trainings },
        { label: t("public.nav.library"), href: paths.library },
        { label: t("public.nav.network"), href: paths.network },
        { label: t("public.nav.verify"), href: paths.verify },
      ]}
      footer={[
        { label: t("public.nav.privacy"), href: paths.privacy },
        { label: t("public.nav.accessibility"), href: paths.accessibility },
        { label: t("public.nav.help"), href: paths.help },
      ]}
    >
      {children}
    </PublicShell>
  );
}

const working = new Set([
  "account",
  "learn",
  "teach",
  "manage",
  "desk",
  "lawyer",
  "partner",
  "reports",
  "audit",
  "admin",
]);

function shellOf(path: string): "public" | "app" | "help" {
  const area = path.split("/")[1] ?? "";
  if (area === "help") return "help";
  return working.has(area) ? "app" : "public";
}

function useHandle(): PageHandle<unknown> & { data?: unknown } {
  const last = useMatches().at(-1);
  return { ...(last?.handle as PageHandle | undefined), data: last?.data };
}

/** The place is named after the page, except for people who ask for help. */
function usePageTitle(): string {
  const t = useT();
  const { title, data: loaded } = useHandle();
  const { path } = usePage();
  const error = useRouteError();
  if (shellOf(path) === "help") return t("help.neutralTitle");
  const named = (words: string) => t("common.pageTitle", { title: words });
  if (error !== undefined && error !== null) return named(t(`errors.${errorKind(error)}.title`));
  if (title === undefined) return t("common.brand");
  return named(typeof title === "string" ? t(title) : title(t, loaded));
}

function errorKind(error: unknown) {
  const status = isRouteErrorResponse(error) ? error.status : 500;
  if (status === 404 || status === 405) return "notFound";
  if (status === 403) return "forbidden";
  if (status === 429) return "tooMany";
  if (status === 503) return "busy";
  return status >= 400 && status < 500 ? "badInput" : "failure";
}

function themeOf(request: Request): "light" | "dark" | null {
  const theme = /(?:^|;\s*)theme=(light|dark)(?:;|$)/.exec(request.headers.get("Cookie") ?? "")?.[1];
  return theme === "light" || theme === "dark" ? theme : null;
}
