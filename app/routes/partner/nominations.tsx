import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireRole } from "#app/accounts/guards.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { paths } from "#app/paths";
import { LinkButton } from "#app/ui/button";
import { PageHeader } from "#app/ui/page-header";

export const handle: PageHandle = { title: "partner.nominations.title" };

export async function loader(args: LoaderFunctionArgs) {
  await requireRole(args, "institution_contact", "referrer");
  return null;
}

/** Where an institution will nominate staff; for now it leads to the open trainings. */
export default function Nominations() {
  const t = useT("partner");
  return (
    <>
      <PageHeader title={t("nominations.title")} lead={t("nominations.lead")} />
      <LinkButton href={paths.trainings}>{t("nominations.link")}</LinkButton>
    </>
  );
}
