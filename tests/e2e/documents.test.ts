import { readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { contextFor } from "#app/context.server";
import { translator } from "#app/i18n/translator.server";
import { submitRequest } from "#app/legal-aid/aid-requests/submit-request.server";
import { documents } from "#db/schema/documents";
import { buildMember } from "#db/seeds/build.server";
import { type Clamd, startClamd } from "#tests/support/clamd";
import { filing } from "#tests/support/filings";
import { docx, eicar, pdf } from "#tests/support/hostile-files";
import { accessibilityFaults, desktop, type Journey, startJourney, type Visitor } from "#tests/support/journey";

const words = translator("sq");
const documentWords = translator("sq", "documents");

let journey: Journey;
let clamd: Clamd;
let person: Visitor;
let coordinator: Visitor;
let requestId: string;

beforeAll(async () => {
  clamd = await startClamd();
  const port = "port" in clamd.address ? clamd.address.port : 0;
  let deskId = "";
  journey = await startJourney(inject("testServer"), {
    environment: { CLAMAV: `127.0.0.1:${port}` },
    fill: async ({ owner }) => {
      deskId = (await buildMember(owner, "coordinator")).account.id;
    },
  });
  coordinator = await journey.visitor({ accountId: deskId, viewport: desktop });
  person = await journey.visitor({ javaScriptEnabled: false });
  const filed = await submitRequest(contextFor({ kind: "anyone" }), { source: "public_form", filing: filing() });
  if (!filed.ok || !("receipt" in filed) || !filed.receipt) throw new Error("the request was not filed");
  requestId = filed.requestId;
  await person.open("/help/status?lang=sq");
  await person.page.fill('[name="locator"]', filed.receipt.locator);
  await person.page.fill('[name="receipt_digits"]', filed.receipt.secret);
  await person.press(words("help.status.enter"));
});
afterAll(async () => {
  await journey?.stop();
  await clamd?.stop();
});

const main = (visitor: Visitor) => visitor.page.locator("main").innerText();

async function add(visitor: Visitor, name: string, content: Buffer): Promise<void> {
  await visitor.page.setInputFiles('input[type="file"]', {
    name,
    mimeType: "application/octet-stream",
    buffer: content,
  });
  await visitor.press(documentWords("button"));
}

/** The worker of the application has looked at everything that waits. */
async function scanned(): Promise<void> {
  await expect
    .poll(() => journey.app.owner.$count(documents, eq(documents.state, "quarantined")), {
      timeout: 60_000,
      interval: 250,
    })
    .toBe(0);
}

test("the person adds papers on a phone without a script, hears why one is not taken, and takes one back", async () => {
  await person.press(words("help.status.documents"));
  expect(await main(person)).toContain(documentWords("empty"));
  await add(person, "dhuna ne shtepi.pdf", pdf());
  expect(await main(person)).toContain(documentWords("help.added"));
  await add(person, "me makro.docx", docx({ "word/vbaProject.bin": new Uint8Array(4) }));
  expect(await main(person)).toContain(words("forms.file_macros"));
  await add(person, "eicar.txt", eicar());
  await scanned();
  await person.open("/help/status/documents?lang=sq");
  const shown = await main(person);
  expect(shown).toContain(words("words.documentState.clean"));
  expect(shown).toContain(documentWords("infected", { finding: "Eicar-Test-Signature" }));
  expect(shown).not.toMatch(/dhuna|eicar\.txt/);
  // axe itself needs scripts.
  const looking = await journey.visitor({ storageState: await person.context.storageState() });
  await looking.open("/help/status/documents?lang=sq");
  expect(await main(looking)).toContain(words("words.documentState.clean"));
  expect(await accessibilityFaults(looking.page)).toEqual([]);
  const sideways = await looking.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(sideways).toBe(false);
  await person.page.locator('form[action*="/withdrawal"] button').first().click();
  await person.page.waitForLoadState();
  expect(await main(person)).toContain(documentWords("putBack"));
});

test("the desk downloads it with a reason, as it was, and sees what is in quarantine", async () => {
  await coordinator.open(`/desk/requests/${requestId}/documents`);
  expect(await main(coordinator)).not.toContain("dhuna");
  expect(await accessibilityFaults(coordinator.page)).toEqual([]);
  await coordinator.page.locator("main details summary").first().click();
  const [download] = await Promise.all([
    coordinator.page.waitForEvent("download"),
    coordinator.page.locator('form[action$="/copies"] button').click({ noWaitAfter: true }),
  ]);
  expect(download.suggestedFilename()).toBe("dhuna ne shtepi.pdf");
  expect(readFileSync(await download.path()).equals(pdf())).toBe(true);
  expect(await coordinator.open("/desk/documents")).toBe(200);
  expect(await accessibilityFaults(coordinator.page)).toEqual([]);
  expect([...person.complaints, ...coordinator.complaints].filter((said) => !/400/.test(said))).toEqual([]);
});
