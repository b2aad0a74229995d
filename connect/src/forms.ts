/** No form of the kit is larger. Bytes. */
const MOST = 4096

/** Reads a small urlencoded form; a large or malformed one is an empty one. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get('Content-Type') ?? ''
  const length = Number(request.headers.get('Content-Length') ?? Number.NaN)
  if (!type.startsWith('application/x-www-form-urlencoded') || !(length <= MOST)) return new URLSearchParams()
  return new URLSearchParams(await request.text())
}
