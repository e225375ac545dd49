import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { parseId } from "#app/forms/read-form.server";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import { pageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { rosterForManager } from "#app/training/enrolments/queries.server";
import { daysInWords, placeInWords } from "#app/training/events/event-words";
import { eventForManager } from "#app/training/events/queries.server";
import { LinkButton } from "#app/ui/button";
import { EmptyState } from "#app/ui/surfaces";

export const handle = pageHandle<typeof loader>({
  title: (t, { event }) => `${t("manage.roster.title")}: ${event.title}`,
  shell: "bare",
});

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "training_manager");
  const eventId = parseId(args.params.id);
  const contact = new URL(args.request.url).searchParams.has("contact");
  const [event, roster] = await Promise.all([
    eventForManager(context, localeOf(args.request), eventId),
    rosterForManager(context, eventId, { state: "admitted" }),
  ]);
  return { event, rows: roster.rows, contact };
}

/** What scrolls on a phone must be reachable by keyboard. */
const scrollable = { tabIndex: 0 };

/** The list as it is taken along on paper: everybody with a seat, and room to write. */
export default function RosterPrint() {
  const { event, rows, contact } = useLoaderData<typeof loader>();
  const t = useT("manage");
  const format = useFormat();
  const own = `${paths.event(event.id)}/roster`;
  return (
    <main className="stack">
      <p className="no-print button-row">
        <LinkButton href={own} tone="quiet">
          {t("rosterPrint.back")}
        </LinkButton>
        <LinkButton href={contact ? `${own}/print` : `${own}/print?contact=1`} tone="quiet">
          {t(contact ? "rosterPrint.withoutContact" : "rosterPrint.withContact")}
        </LinkButton>
      </p>
      <p className="no-print soft">{t("rosterPrint.hint")}</p>
      <header>
        <h1>{event.title}</h1>
        <p>
          {[
            daysInWords(event, format),
            placeInWords({ ...event, online: Boolean(event.onlineLink) }, t("event.online")),
            t("roster.shown", { count: rows.length }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </header>
      {rows.length === 0 ? (
        <EmptyState title={t("roster.empty")}>{t("roster.emptyText")}</EmptyState>
      ) : (
        <section className="print-scroll" aria-label={t("roster.title")} {...scrollable}>
          <table className="print-table">
            <caption className="visually-hidden">{t("roster.title")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("rosterPrint.number")}</th>
                <th scope="col">{t("roster.name")}</th>
                <th scope="col">{t("roster.institution")}</th>
                {contact && <th scope="col">{t("roster.contact")}</th>}
                {event.sittings.map(({ id, position, startsAt }) => (
                  <th key={id} scope="col" className="print-box">
                    {position}
                    <br />
                    {format.date(startsAt).slice(0, 5)}
                  </th>
                ))}
                <th scope="col">{t("rosterPrint.note")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, place) => (
                <tr key={row.id}>
                  <td className="numeric">{place + 1}</td>
                  <th scope="row">{`${row.familyName} ${row.givenName}`}</th>
                  <td>{row.institution}</td>
                  {contact && <td className="wrap-anywhere">{[row.phone, row.email].filter(Boolean).join(" ")}</td>}
                  {event.sittings.map(({ id }) => (
                    <td key={id} className="print-box" />
                  ))}
                  <td />
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </main>
  );
}
