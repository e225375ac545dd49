import { contextFor } from "#app/context.server";
import { commitImport } from "#app/training/imports/commit-import.server";
import { previewImport } from "#app/training/imports/preview-import.server";
import { undoImport } from "#app/training/imports/undo-import.server";
import { setDatabase } from "#db/client.server";
import { buildEvent, buildMember } from "#db/seeds/build.server";
import type { Bench } from "./bench";

const sizes = [1000, 10_000];

/** Lists of people with marks for four sittings: judged, brought in, taken back, each time anew; and the memory that it takes. */
export default async function importing(bench: Bench) {
  const { app, owner } = await bench.database();
  setDatabase(app);
  const { actor } = await buildMember(owner, "training_manager");
  const context = () => contextFor(actor, new Date(), app);
  const sittings = [0, 1, 2, 3].map((place) => ({
    startsAt: new Date(Date.UTC(2026, 9, 12 + Math.floor(place / 2), 8 + (place % 2) * 4)),
    endsAt: new Date(Date.UTC(2026, 9, 12 + Math.floor(place / 2), 11 + (place % 2) * 4)),
  }));
  for (const size of sizes) {
    const rounds = size > 5000 ? 3 : 10;
    const { id: eventId } = await buildEvent(owner, { seats: size, sittings });
    const content = listOf(size);
    let importId = "";
    let committed = "";
    const preview = async () => {
      const result = await previewImport(context(), { eventId, fileName: "lista.csv", content });
      if (!result.ok || result.rows !== size) throw new Error("not read");
      importId = result.importId;
    };
    const takeBack = async () => {
      if (committed) await undoImport(context(), { eventId, importId: committed });
      committed = "";
    };
    const commit = async () => {
      const result = await commitImport(context(), { eventId, importId });
      if (!result.ok) throw new Error(result.reason);
      committed = importId;
    };
    await bench.measure({ name: "import dry-run", size, rounds, work: preview });
    const before = async () => {
      await takeBack();
      await preview();
    };
    await bench.measure({ name: "import commit", size, rounds, before, work: commit });
    await takeBack();
    await preview();
    bench.print({ name: "import memory", size, bytes: await peakBytes(commit) });
    await takeBack();
  }
}

/** By how much the process grew at most while it worked. */
async function peakBytes(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.();
  const base = process.memoryUsage.rss();
  let peak = base;
  const look = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  await work();
  clearInterval(look);
  return peak - base;
}

function listOf(size: number): Buffer {
  const marks = ["P", "P", "P", "V", "M"];
  const lines = Array.from({ length: size }, (_, place) => {
    const marked = [0, 1, 2, 3].map((sitting) => marks[(place + sitting) % marks.length]);
    const family = `Ukaj${letters(place)}`;
    return `Mentor,${family},mentor.${place}@example.al,"Bashkia Shkodër",Prokuror,Lezhë,${marked.join(",")}`;
  });
  const heading = "emri,mbiemri,email,institucioni,profesioni,bashkia,seanca 1,seanca 2,seanca 3,seanca 4";
  return Buffer.from(`\uFEFF${[heading, ...lines].join("\r\n")}\r\n`);
}

const letters = (number: number) => [...String(number)].map((digit) => "abcdefghij"[Number(digit)]).join("");
