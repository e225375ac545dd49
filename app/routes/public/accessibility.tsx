import type { LoaderFunctionArgs } from "@remix-run/node";
import { anyone } from "#app/accounts/guards.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { PageHeader } from "#app/ui/page-header";
import { Prose } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "public.accessibility.title" };

export function loader(args: LoaderFunctionArgs) {
  anyone(args);
  return null;
}

export default function Accessibility() {
  const t = useT("public");
  return (
    <>
      <PageHeader title={t("accessibility.title")} lead={t("accessibility.lead")} />
      <Prose>
        <p>{t("accessibility.text")}</p>
        <h2>{t("accessibility.testTitle")}</h2>
        <p>{t("accessibility.test")}</p>
        <h2>{t("accessibility.writeTitle")}</h2>
        <p>{t("accessibility.write")}</p>
      </Prose>
    </>
  );
}
