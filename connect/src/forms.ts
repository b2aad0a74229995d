/** No form of the kit's own pages is larger. Bytes. */
const MOST = 4096

/**
 * Reads a small urlencoded form; a large or malformed one is an empty one.
 *
 * @param most bytes that it may have
 */
export async function readForm(request: Request, most = MOST): Promise<URLSearchParams> {
  const type = request.headers.get('Content-Type') ?? ''
  const length = Number(request.headers.get('Content-Length') ?? Number.NaN)
  if (!type.startsWith('application/x-www-form-urlencoded') || !(length <= most)) return new URLSearchParams()
  return new URLSearchParams(await request.text())
}
