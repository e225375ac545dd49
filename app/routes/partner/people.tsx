import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireRole } from "#app/accounts/guards.server";
import { calendarDate } from "#app/i18n/format";
import { localeOf } from "#app/i18n/locale.server";
import { useFormat, useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { daysInWords } from "#app/training/events/event-words";
import { ownPeople } from "#app/training/nominations/people-queries.server";
import { recordsByPerson } from "#app/training/nominations/people-rules";
import { ownInstitution } from "#app/training/nominations/queries.server";
import { LinkButton } from "#app/ui/button";
import { DataTable } from "#app/ui/data-table";
import { PageHeader, SubNav } from "#app/ui/page-header";
import { EmptyState, Tag } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "partner.people.title" };

export async function loader(args: LoaderFunctionArgs) {
  const context = await requireRole(args, "institution_contact");
  const locale = localeOf(args.request);
  const asked = new URL(args.request.url).searchParams.get("year");
  const year = asked && /^20\d\d$/.test(asked) ? Number(asked) : null;
  const institution = await ownInstitution(context);
  return {
    institution: institution && (locale === "sq" ? institution.nameSq : institution.nameEn),
    year,
    thisYear: Number(calendarDate(context.now).slice(0, 4)),
    records: recordsByPerson(await ownPeople(context, locale, year)),
  };
}

/** An institution's own people: where they have been, how long, and what came of it. */
export default function PartnerPeople() {
  const { institution, year, thisYear, records } = useLoaderData<typeof loader>();
  const t = useT("partner");
  const format = useFormat();
  const years = [null, thisYear, thisYear - 1, thisYear - 2];
  return (
    <>
      <PageHeader title={t("people.title")} lead={institution ? t("people.lead", { institution }) : undefined} />
      <SubNav
        label={t("people.years")}
        items={years.map((one) => ({
          label: one ? String(one) : t("people.everyYear"),
          href: one ? `/partner/people?year=${one}` : "/partner/people",
          current: one === year,
        }))}
      />
      {records.length === 0 ? (
        <EmptyState
          title={t(institution ? "people.empty" : "nominations.noInstitution")}
          action={institution && <LinkButton href={paths.nominations}>{t("people.nominate")}</LinkButton>}
        >
          <p>{t(institution ? "people.emptyText" : "nominations.noInstitutionText")}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={t("people.title")}
          hideCaption
          rows={records}
          rowKey={(row) => row.personId}
          columns={[
            {
              key: "name",
              header: t("people.name"),
              rowHeader: true,
              cell: (row) => (
                <>
                  {row.name}
                  {row.profession && <span className="block small soft font-normal">{row.profession}</span>}
                </>
              ),
            },
            {
              key: "trainings",
              header: t("people.trainings"),
              cell: (row) =>
                row.seats.map((seat) => (
                  <span key={seat.enrolmentId} className="block">
                    {`${seat.title}, ${daysInWords(seat, format)}: ${format.percent(seat.presence.percent / 100)} `}
                    {seat.certified && <Tag tone="calm">{t("people.certified")}</Tag>}
                  </span>
                )),
            },
            { key: "time", header: t("people.time"), numeric: true, cell: (row) => format.minutes(row.minutes) },
            {
              key: "certificates",
              header: t("people.certificates"),
              numeric: true,
              cell: (row) => format.number(row.certificates),
            },
            { key: "credits", header: t("people.credits"), numeric: true, cell: (row) => format.number(row.credits) },
          ]}
        />
      )}
    </>
  );
}
