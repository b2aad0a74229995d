export type Json = Readonly<Record<string, unknown>>
/** Notes a mistake: an option by its path, what came, and what is expected. */
export type Note = (option: string, came: string, expected: string) => void

export type KeyOfEach<Union> = Union extends unknown ? keyof Union : never

/** The functions of a type, and which of them may be left out. */
export type Members<T> = {
  readonly [Name in keyof T]-?: Partial<Pick<T, Name>> extends Pick<T, Name> ? 'optional' : 'needed'
}

/** The options of a type. A new one does not compile until it is listed, and one that is gone is not left over. */
export const optionsOf = <Options>(listed: Record<keyof Required<Options>, true>): readonly string[] =>
  Object.keys(listed)

export function functions(
  value: unknown,
  option: string,
  members: Readonly<Record<string, 'needed' | 'optional'>>,
  note: Note,
  isClosed = true,
): void {
  const needed = Object.keys(members).filter((name) => members[name] === 'needed')
  const optional = Object.keys(members).filter((name) => members[name] === 'optional')
  if (typeof value !== 'object' || value === null) {
    return note(option, describe(value), `an object with ${needed.join(', ')}`)
  }
  const member = (name: string): unknown => Reflect.get(value, name)
  for (const name of needed) {
    if (typeof member(name) !== 'function') note(`${option}.${name}`, describe(member(name)), 'a function')
  }
  for (const name of optional) {
    const one = member(name)
    if (one !== undefined && typeof one !== 'function')
      note(`${option}.${name}`, describe(one), 'a function, or nothing')
  }
  if (isClosed && isPlain(value)) names(value, `${option}.`, [...needed, ...optional], note)
}

/** What is misspelt would otherwise be left out without a word. */
export function names(value: Json, prefix: string, known: readonly string[], note: Note): void {
  for (const name of Object.keys(value)) {
    if (!known.includes(name))
      note(prefix + name, 'an option of that name', `no such option; there are ${known.join(', ')}`)
  }
}

export function text(value: unknown, option: string, note: Note): void {
  if (typeof value !== 'string' || value.trim() === '') note(option, describe(value), 'a text')
}

export function oneOf(value: unknown, option: string, known: readonly string[], note: Note): void {
  if (!known.some((one) => one === value)) note(option, describe(value), known.join(' or '))
}

/** https, or http on loopback. */
export function address(value: unknown, option: string, note: Note): boolean {
  const url = typeof value === 'string' ? URL.parse(value) : null
  const isPlainHttp = url?.protocol === 'http:' && LOOPBACK.test(url.hostname)
  const isFine = url !== null && (url.protocol === 'https:' || isPlainHttp) && url.search === '' && url.hash === ''
  if (!isFine || url.username !== '' || url.password !== '') {
    note(
      option,
      describe(url?.password ? 'an address with a password' : value),
      'an https address, or http on loopback',
    )
    return false
  }
  return true
}

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/

export function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 100))
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`
}

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isPlain = (value: object): value is Json => [Object.prototype, null].includes(Object.getPrototypeOf(value))
