import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import type { QrCorners } from "./lay-straight";
import { readPageMark } from "./layout";
import type { Raster } from "./raster";

let ready = false;

/** The QR of a signature sheet in a grey photo: what it says and where its corners are; `null` where there is none of ours. */
export async function findQr({ width, height, data }: Raster) {
  if (!ready) {
    // Left to itself it would fetch the program from a server of somebody else.
    const file = fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm"));
    const bytes = readFileSync(file);
    prepareZXingModule({
      overrides: { wasmBinary: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) },
    });
    ready = true;
  }
  const rgba = new Uint8ClampedArray(width * height * 4);
  new Uint32Array(rgba.buffer).forEach((_, at, pixels) => {
    pixels[at] = (data[at] as number) * 0x010101;
  });
  const found = await readBarcodes({ data: rgba, width, height } as ImageData, {
    formats: ["QRCode"],
    tryHarder: true,
  });
  for (const { text, position } of found) {
    const mark = readPageMark(text);
    const { topLeft, topRight, bottomRight, bottomLeft } = position;
    if (mark) return { ...mark, corners: [topLeft, topRight, bottomRight, bottomLeft] satisfies QrCorners };
  }
  return null;
}
