import { readFileSync } from "node:fs";
import { contextFor } from "#app/context.server";
import { commitImport } from "#app/training/imports/commit-import.server";
import { previewImport } from "#app/training/imports/preview-import.server";
import { undoImport } from "#app/training/imports/undo-import.server";
import { setDatabase } from "#db/client.server";
import { buildEvent, buildMember } from "#db/seeds/build.server";
import type { Bench } from "./bench";

const SIZE = 1000;
const list = readFileSync("tests/support/samples/pjesemarresit-1000.csv");

/** A list of a thousand people with marks for four sittings: judged, brought in, taken back, each time anew. */
export default async function importing(bench: Bench) {
  const { app, owner } = await bench.database();
  setDatabase(app);
  const { actor } = await buildMember(owner, "training_manager");
  const context = () => contextFor(actor, new Date(), app);
  const sittings = [0, 1, 2, 3].map((place) => ({
    startsAt: new Date(Date.UTC(2026, 9, 12 + Math.floor(place / 2), 8 + (place % 2) * 4)),
    endsAt: new Date(Date.UTC(2026, 9, 12 + Math.floor(place / 2), 11 + (place % 2) * 4)),
  }));
  const event = await buildEvent(owner, { seats: SIZE, sittings });
  const eventId = event.id;
  let importId = "";
  const preview = async () => {
    const result = await previewImport(context(), { eventId, fileName: "lista.csv", content: list });
    if (!result.ok || result.rows !== SIZE) throw new Error("not read");
    importId = result.importId;
  };
  await bench.measure({ name: "import dry-run", size: SIZE, rounds: 10, work: preview });
  let committed = "";
  await bench.measure({
    name: "import commit",
    size: SIZE,
    rounds: 10,
    before: async () => {
      if (committed) await undoImport(context(), { eventId, importId: committed });
      await preview();
    },
    work: async () => {
      const result = await commitImport(context(), { eventId, importId });
      if (!result.ok) throw new Error(result.reason);
      committed = importId;
    },
  });
}
