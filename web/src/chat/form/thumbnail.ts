/** Small previews of pictures, as data: addresses: the page's content policy allows those, and they need no freeing. */

const SIDE_PX = 192;

/** A square preview; null when the browser cannot read the picture. */
export async function thumbnail(picture: Blob): Promise<string | null> {
  try {
    const bitmap = await createImageBitmap(picture, { imageOrientation: "from-image" });
    const side = Math.min(bitmap.width, bitmap.height);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = SIDE_PX;
    canvas.getContext("2d")?.drawImage(bitmap, (bitmap.width - side) / 2, (bitmap.height - side) / 2, side, side, 0, 0, SIDE_PX, SIDE_PX);
    bitmap.close();
    return canvas.toDataURL("image/jpeg", 0.8);
  } catch {
    return null;
  }
}
