import { create } from "qrcode";

/** A QR code as one vector path, with the quiet margin that readers need. */
export function QrSvg({ text, label, size = 180 }: { text: string; label: string; size?: number }) {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const edge = modules.size + 8;
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${edge} ${edge}`} width={size} height={size}>
      <rect width={edge} height={edge} fill="#fff" />
      <path d={qrPath(text)} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}

/** The edge of a code in module units, with the margin of four on either side. */
export function qrEdge(text: string): number {
  return create(text, { errorCorrectionLevel: "M" }).modules.size + 8;
}

/** The dark modules as an SVG path in module units, moved by the margin of four; also for PDFs. */
export function qrPath(text: string): string {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  let path = "";
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) path += `M${column + 4} ${row + 4}h1v1h-1z`;
    }
  }
  return path;
}
