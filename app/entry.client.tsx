import { RemixBrowser } from "@remix-run/react";
import { startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { isLocale } from "#app/i18n/locale";
import { createTranslate } from "#app/i18n/translator";
import { TranslateProvider } from "#app/i18n/use-t";
import { PageProvider } from "#app/ui/page-context";

// Runs only on pages that opted in: the others have no <Scripts>.
const { lang } = document.documentElement;
const messages = JSON.parse(document.querySelector<HTMLMetaElement>("#messages")?.content ?? "{}");
const translate = createTranslate(isLocale(lang) ? lang : "sq", messages);
const page = { path: location.pathname, search: location.search, nonce: "", reference: "" };

startTransition(() => {
  hydrateRoot(
    document,
    <PageProvider value={page}>
      <TranslateProvider value={translate}>
        <RemixBrowser />
      </TranslateProvider>
    </PageProvider>,
  );
});
