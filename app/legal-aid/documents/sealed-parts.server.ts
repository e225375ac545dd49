import { open, type SealedPlace, seal } from "#app/protection/sealing.server";

interface Owner {
  id: string;
  requestId: string;
}

/** A paper's name and its file's own key, as they stand in its row. */
export function sealParts(key: Buffer, owner: Owner, parts: { name: string; fileKey: Buffer }) {
  return {
    name: seal(key, placeOf("name", owner), parts.name),
    fileKey: seal(key, placeOf("file_key", owner), parts.fileKey.toString("base64")),
  };
}

export function openName(key: Buffer, document: Owner & { name: Buffer }): string {
  return open(key, placeOf("name", document), document.name);
}

export function openFileKey(key: Buffer, document: Owner & { fileKey: Buffer }): Buffer {
  return Buffer.from(open(key, placeOf("file_key", document), document.fileKey), "base64");
}

function placeOf(column: "name" | "file_key", { id, requestId }: Owner): SealedPlace {
  return { table: "documents", column, row: id, subject: requestId };
}
