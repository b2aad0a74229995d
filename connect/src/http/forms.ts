/** No form of the kit's own pages is larger. Bytes. */
const MOST = 4096

/** The parameters of an address; none where one of them comes twice, so that no two readers take different ones. FT8. */
export function readQuery({ url }: Request): URLSearchParams {
  return withoutRepeats(new URL(url).searchParams)
}

/**
 * Reads a small urlencoded form; a large or malformed one, and one with a field twice, is an empty one.
 *
 * @param most bytes that it may have
 */
export async function readForm(request: Request, most = MOST): Promise<URLSearchParams> {
  return withoutRepeats(new URLSearchParams((await readBody(request, 'application/x-www-form-urlencoded', most)) ?? ''))
}

function withoutRepeats(fields: URLSearchParams): URLSearchParams {
  return new Set(fields.keys()).size < fields.size ? new URLSearchParams() : fields
}

/** @returns null for a body of another type, for a large one, and for one that does not say how large it is */
export async function readBody(request: Request, type: string, most: number): Promise<string | null> {
  const [said = ''] = (request.headers.get('Content-Type') ?? '').split(';')
  const length = Number(request.headers.get('Content-Length') ?? Number.NaN)
  if (said.trim().toLowerCase() !== type || !(length <= most)) return null
  return request.text()
}
