// Draws an image anew in a process of its own: what it says about camera, place and owner, and whatever else lay beside
// the picture, stays behind. Standard input to standard output; the exit code says why not.
import { buffer } from "node:stream/consumers";
import sharp from "sharp";

const [type = "", pixels = "0"] = process.argv.slice(2);
const codes = { broken: 3, too_many_pixels: 4, animated: 5, wrong_type: 6 };

const given = await buffer(process.stdin);
try {
  const image = sharp(given, { failOn: "error", limitInputPixels: false, sequentialRead: true });
  const { format, width, height, pages = 1 } = await image.metadata();
  if (format !== (type === "jpg" ? "jpeg" : type)) process.exitCode = codes.wrong_type;
  else if (width * height > Number(pixels)) process.exitCode = codes.too_many_pixels;
  else if (pages > 1) process.exitCode = codes.animated;
  else
    process.stdout.end(
      await image
        .autoOrient()
        .toFormat(format, format === "png" ? {} : { quality: 92 })
        .toBuffer(),
    );
} catch {
  process.exitCode = codes.broken;
}
