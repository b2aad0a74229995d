/**
 * A path on this origin that a person asked to be led back to, as it can be sent in a `Location` or a link; null for
 * anything else (T18). It is looked at after a browser's own normalising, which makes `//evil.example` of `/.//evil.example`
 * and drops tabs and line ends.
 *
 * @param origin without a path
 * @returns path and query
 */
export function localPath(origin: string, text: string | null | undefined): string | null {
  if (!text?.startsWith('/')) return null
  const url = URL.parse(text, origin)
  if (url?.origin !== origin || url.pathname.startsWith('//')) return null
  return url.pathname + url.search
}

/**
 * The page of this origin that sent a request, by its `Referer`; null for any other, and where its path begins with one of
 * those that no one is led back to.
 */
export function pageThatSent(
  origin: string,
  referer: string | null | undefined,
  except: readonly string[],
): string | null {
  const sender = URL.parse(referer ?? '')
  const path = sender?.origin === origin ? localPath(origin, sender.pathname + sender.search) : null
  return path === null || except.some((start) => path.startsWith(start)) ? null : path
}

/** A path without the slashes that a person or a client adds by mistake: at its end, or twice in a row. */
export function tidyPath(path: string): string {
  const tidied = path.replaceAll(/\/{2,}/g, '/').replace(/\/$/, '')
  return tidied === '' ? '/' : tidied
}
