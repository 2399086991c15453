/** Pixels of a picture's side: three for each that it takes on the page. */
export const pictureSize = 288;

/** Bytes that an uploaded picture may have. */
export const mostBytes = 5 * 1024 * 1024;

/** The files of a picture, by the name that they have in common. */
export function pictureFiles(picture: string): { webp: string; jpeg: string } {
  return { webp: `${picture}-${pictureSize}.webp`, jpeg: `${picture}-${pictureSize}.jpg` };
}
