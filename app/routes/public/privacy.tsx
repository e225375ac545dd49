import type { LoaderFunctionArgs } from "@remix-run/node";
import { anyone } from "#app/accounts/guards.server";
import { useT } from "#app/i18n/use-t";
import type { PageHandle } from "#app/page-handle";
import { PageHeader } from "#app/ui/page-header";
import { Prose } from "#app/ui/surfaces";

export const handle: PageHandle = { title: "public.privacy.title" };

export function loader(args: LoaderFunctionArgs) {
  anyone(args);
  return null;
}

export default function Privacy() {
  const t = useT("public");
  return (
    <>
      <PageHeader title={t("privacy.title")} lead={t("privacy.lead")} />
      <Prose>
        <h2>{t("privacy.helpTitle")}</h2>
        <ul>
          {(["help1", "help2", "help3", "help4", "help5"] as const).map((line) => (
            <li key={line}>{t(`privacy.${line}`)}</li>
          ))}
        </ul>
        <h2>{t("privacy.trainTitle")}</h2>
        <p>{t("privacy.train")}</p>
        <h2>{t("privacy.cookieTitle")}</h2>
        <p>{t("privacy.cookie")}</p>
        <h2>{t("privacy.rightsTitle")}</h2>
        <p>{t("privacy.rights")}</p>
      </Prose>
    </>
  );
}
