/** A picture as it is sent: drawn anew no larger than a wall needs, which also leaves behind where and by whom it was taken. */

/** Of the longer side: sharp on a 4K wall that shows the whole room. */
const SIDE_PX_MAX = 2_880
/** Half of what the server takes. */
const BYTES_MAX = 1_048_576
const QUALITY = 0.82

/** Rejects where the browser cannot read it as a picture. */
export async function paperOf(file: Blob): Promise<Blob> {
  const picture = await opened(file)
  const { naturalWidth, naturalHeight } = picture
  const scale = Math.min(1, SIDE_PX_MAX / Math.max(naturalWidth, naturalHeight))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(naturalWidth * scale))
  canvas.height = Math.max(1, Math.round(naturalHeight * scale))
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no canvas')
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  // lines of a drawing stay sharp and are small; a photograph is neither
  const sharp = await encoded(canvas, 'image/png')
  return sharp.size <= BYTES_MAX ? sharp : encoded(canvas, 'image/webp', QUALITY)
}

/** As an image of the page, in which a drawing (SVG) runs no script and fetches nothing; `createImageBitmap` takes no drawings. */
async function opened(file: Blob): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(file)
  const picture = new Image()
  picture.src = url
  await picture.decode().finally(() => URL.revokeObjectURL(url))
  return picture
}

const encoded = (canvas: HTMLCanvasElement, type: string, quality?: number): Promise<Blob> =>
  new Promise((resolve, reject) =>
    canvas.toBlob(blob => (blob === null ? reject(new Error('no picture')) : resolve(blob)), type, quality),
  )
