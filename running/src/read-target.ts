/**
 * The parts of a request line's target. The absolute form (RFC 9112 section 3.2.2), which proxies send, names a host of its
 * own; for the other forms `host` is null.
 */
export function readTarget(target: string): { readonly host: string | null; readonly path: string } {
  const absolute = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)(.*)$/i.exec(target)
  if (absolute === null) return { host: null, path: target }
  const [, host = '', path = ''] = absolute
  return { host, path: path.startsWith('/') ? path : `/${path}` }
}
