import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { anyone } from "#app/accounts/guards.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { ContactLines } from "#app/protection/contact-lines";
import { privacyContact } from "#app/protection/privacy-contact-queries.server";
import { PageHeader } from "#app/ui/page-header";
import { Prose } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "privacy.accessibility.title" };

export async function loader(args: LoaderFunctionArgs) {
  return { contact: await privacyContact(anyone(args)) };
}

const limits = ["limit1", "limit2", "limit3", "limit4"] as const;

/** What we aim at, how it is checked, what is known to be missing, and whom to tell. */
export default function Accessibility() {
  const { contact } = useLoaderData<typeof loader>();
  const t = useT("privacy");
  return (
    <>
      <PageHeader title={t("accessibility.title")} lead={t("accessibility.lead")} />
      <Prose>
        <h2>{t("accessibility.aimTitle")}</h2>
        <p>{t("accessibility.aim")}</p>
        <h2>{t("accessibility.testTitle")}</h2>
        <p>{t("accessibility.test")}</p>
        <h2>{t("accessibility.limitsTitle")}</h2>
        <ul>
          {limits.map((line) => (
            <li key={line}>{t(`accessibility.${line}`)}</li>
          ))}
        </ul>
        <h2>{t("accessibility.writeTitle")}</h2>
        <p>{t("accessibility.write")}</p>
        {contact ? <ContactLines contact={contact} /> : <p>{t("accessibility.writeNone")}</p>}
      </Prose>
    </>
  );
}
