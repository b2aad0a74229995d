import { StorageError } from './storage-error.ts'

const EXPECTED = 'expected is sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE'

/** Where a database is: a file, or a server. */
export type Location =
  { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres'; readonly address: string }

/**
 * Reads `sqlite:/absolute/or/relative/path.sqlite` or `postgres://user:password@host:port/database`. The forms of other
 * programs (`sqlite:file:…`, `sqlite://…`, `sqlite::memory:`, `…?mode=ro`) are refused: as names of files they would make
 * a database that was not meant.
 *
 * @throws {StorageError} `location_unknown`; says what came, without what may hold a password
 */
export function readLocation(text: string): Location {
  if (text.startsWith('sqlite:')) return { kind: 'sqlite', file: readFile(text.slice('sqlite:'.length)) }
  if (/^postgres(ql)?:/.test(text)) return { kind: 'postgres', address: readServer(text) }
  const [, scheme] = /^([a-z][a-z0-9+.-]*):/i.exec(text) ?? []
  if (scheme !== undefined) throw refuse(`"${scheme}:" is no kind of database here`)
  throw refuse(text.trim() === '' ? 'it is empty' : 'the value names no kind of database')
}

/** The same text, for configurations that read all of their variables before anything opens. @throws as {@link readLocation} */
export function checkLocation(text: string): string {
  readLocation(text)
  return text
}

function readFile(file: string): string {
  const came = `"sqlite:${file}"`
  if (file.trim() === '') throw refuse(`${came} names no file`)
  if (file.startsWith('//')) throw refuse(`${came} names a host; a file has one slash or none before its path`)
  if (/^:|^[a-z][a-z0-9+.-]+:/i.test(file)) throw refuse(`${came} is an address within an address`)
  if (file.includes('?')) throw refuse(`${came} has parameters, and a file has none`)
  if (file.endsWith('/')) throw refuse(`${came} is a folder`)
  return file
}

function readServer(text: string): string {
  const [scheme = ''] = text.split(':')
  if (!text.startsWith(`${scheme}://`)) throw refuse(`"${scheme}:" is not followed by //`)
  const url = URL.parse(text)
  if (url === null) throw refuse(`"${scheme}://…" cannot be read; write # / ? : @ % in a password as %23 and so on`)
  if (url.hostname === '' && !url.searchParams.get('host')) throw refuse(`"${scheme}://…" names no host`)
  const named = url.searchParams.get('named_statements')
  if (named !== null && named !== 'on' && named !== 'off') throw refuse('named_statements is neither "on" nor "off"')
  return text
}

function refuse(why: string): StorageError {
  return new StorageError('location_unknown', `${why}; ${EXPECTED}`)
}
