/** No form of the kit's own pages is larger. Bytes. */
const MOST = 4096

/**
 * Reads a small urlencoded form; a large or malformed one is an empty one.
 *
 * @param most bytes that it may have
 */
export async function readForm(request: Request, most = MOST): Promise<URLSearchParams> {
  return new URLSearchParams((await readBody(request, 'application/x-www-form-urlencoded', most)) ?? '')
}

/** @returns null for a body of another type, for a large one, and for one that does not say how large it is */
export async function readBody(request: Request, type: string, most: number): Promise<string | null> {
  const [said = ''] = (request.headers.get('Content-Type') ?? '').split(';')
  const length = Number(request.headers.get('Content-Length') ?? Number.NaN)
  if (said.trim().toLowerCase() !== type || !(length <= most)) return null
  return request.text()
}
