import { sheetPage } from "./layout";
import { carried, type Plane } from "./plane";

/** Pixels per millimetre of a page laid straight for people to look at. */
export const PICTURE = 6;

/** The page of a colour photo (three bytes a pixel) as if it lay straight under the lens. */
export function straightPicture(photo: { width: number; height: number; data: Uint8Array }, plane: Plane): Buffer {
  const width = sheetPage.width * PICTURE;
  const height = sheetPage.height * PICTURE;
  const out = Buffer.alloc(width * height * 3, 255);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++, to += 3) {
      const at = carried(plane, { x: x / PICTURE, y: y / PICTURE });
      const [column, line] = [Math.round(at.x), Math.round(at.y)];
      if (column < 0 || line < 0 || column >= photo.width || line >= photo.height) continue;
      const from = 3 * (line * photo.width + column);
      out[to] = photo.data[from] as number;
      out[to + 1] = photo.data[from + 1] as number;
      out[to + 2] = photo.data[from + 2] as number;
    }
  return out;
}
