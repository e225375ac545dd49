import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** What each page of a PDF says, in one line. */
export async function textOfPdf(content: Uint8Array): Promise<string[]> {
  const task = getDocument({ data: content.slice(), useSystemFonts: false, verbosity: 0 });
  const document = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ("str" in item ? item.str : "")).join(" "));
  }
  await task.destroy();
  return pages;
}
