/**
 * The one rule for every address that a configuration, a command or a registration names: https, or http on loopback.
 * What is sent to any other address, such as a code, a token or a cookie, everybody on the way can read.
 *
 * @throws an error that says what came and what is expected
 */
export function readAddress(text: string): string {
  const url = URL.parse(text)
  if (url === null) throw new Error(`${quote(text)} is no address; expected is one such as https://id.example`)
  if (url.username !== '' || url.password !== '') throw new Error('an address must not hold a user or a password')
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new Error(`${quote(text)} is http beyond loopback; expected is https`)
  }
  if (!/^https?:$/.test(url.protocol)) throw new Error(`${quote(text)} is neither https nor http on loopback`)
  return text
}

/** An address that is an origin and nothing else. @throws as {@link readAddress} */
export function readOrigin(text: string): string {
  const { origin } = new URL(readAddress(text))
  if (origin !== text) throw new Error(`${quote(text)} is no origin; expected is ${origin}, without a path`)
  return text
}

/** Is a host one that only this machine reaches? `[::1]` and `::1` alike. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '')
  return bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare)
}

/** What came, for a message; never what may hold a password. */
export function quote(text: string): string {
  return text.includes('@') || text.length > 200 ? 'the value' : `"${text}"`
}
