/** Name badges on a page of A4, two across and five down, as card makers sell them: 85 by 54 mm, in millimetres. */
export const badgeSize = { width: 85, height: 54 };
export const badgesPerPage = 10;
/** So many people go into one file; a longer list is printed in parts. */
export const badgesPerFile = 200;

/** Where a badge of a page lies, from the top left corner of the paper, in millimetres. */
export function badgePlace(place: number): { x: number; y: number } {
  const column = place % 2;
  const row = Math.floor((place % badgesPerPage) / 2);
  return { x: 20 + column * badgeSize.width, y: 13.5 + row * badgeSize.height };
}

/** The size in points in which a name fits on its line; long names get smaller letters, none is cut. */
export function nameSize(name: string, widthPoints: number): number {
  return Math.max(8, Math.min(19, Math.floor(widthPoints / (Math.max(1, name.length) * 0.56))));
}
