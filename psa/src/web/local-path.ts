/**
 * A path on this origin that somebody asked to be led back to, or null. Whatever a browser would resolve to another
 * origin is none: `//evil`, `/\evil`, `javascript:` (T18).
 */
export function localPath(origin: string, text: string | null): string | null {
  if (text === null || !text.startsWith('/')) return null
  const url = URL.parse(text, origin)
  return url?.origin === origin ? url.pathname + url.search : null
}
