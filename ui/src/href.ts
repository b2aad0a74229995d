type ParameterNames<Pattern extends string> = Pattern extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterNames<`/${Rest}`>
  : Pattern extends `${string}:${infer Name}`
    ? Name
    : never

/** The parameters that a pattern such as `/members/:member/factors/:factor` asks for. */
export type PathParameters<Pattern extends string> = Readonly<Record<ParameterNames<Pattern>, string | number>>

/** Query parameters; null, undefined and false are left out, `true` prints as `1`. */
export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>

type HrefArguments<Pattern extends string> = [ParameterNames<Pattern>] extends [never]
  ? [parameters?: Readonly<Record<string, never>>, query?: Query]
  : [parameters: PathParameters<Pattern>, query?: Query]

/**
 * Builds a path from a pattern. The pattern's parameters are typed, so that a page cannot link to
 * an address with a parameter left out.
 *
 * @example
 * href('/members/:member', { member: 'mem_1' }, { tab: 'factors' }) // /members/mem_1?tab=factors
 *
 * @throws {TypeError} for a parameter that is missing, empty, `.` or `..`: it would lead to another page
 */
export function href<const Pattern extends string>(
  pattern: Pattern,
  ...[parameters, query]: HrefArguments<Pattern>
): string {
  const values: Readonly<Record<string, string | number | undefined>> = parameters ?? {}
  const path = pattern.replace(/:([A-Za-z][A-Za-z0-9]*)/g, (_, name: string) => segment(name, values[name]))
  const search = queryString(query ?? {})
  return search === '' ? path : `${path}?${search}`
}

function segment(name: string, value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value)
  if (text === '' || text === '.' || text === '..') throw new TypeError(`"${text}" cannot stand for :${name} in a path`)
  return encodeURIComponent(text)
}

function queryString(query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === false) continue
    search.append(name, value === true ? '1' : String(value))
  }
  return search.toString()
}
