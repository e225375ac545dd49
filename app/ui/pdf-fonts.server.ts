import { resolve } from "node:path";
import { Font } from "@react-pdf/renderer";

// From the project's folder, like every process of the app: the built server lies elsewhere than its sources.
const font = (name: string) => resolve(`app/ui/serif-${name}.ttf`);

/** The family that every PDF is set in: embedded, and with ë and ç. */
export const pdfFont = "Serif";

// TTF, as react-pdf would inflate a WOFF again for every document. Source Serif 4 cut down to Latin, Greek and Cyrillic,
// its kerning of Latin letters as a kern table (GPOS takes several times as long); U+000A shows the space, or line ends
// would be set in a Helvetica that is not embedded.
Font.register({
  family: pdfFont,
  fonts: [
    { src: font("regular"), fontWeight: 400 },
    { src: font("semibold"), fontWeight: 600 },
  ],
});
// Names and titles are never broken inside a word.
Font.registerHyphenationCallback((word) => [word]);
