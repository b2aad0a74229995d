/**
 * Every variable that a part or a command of the suite reads from its environment (`docs/operating.md`). They are here
 * because one environment may serve several parts, each of which has to know the others' names.
 */
export const suiteVariables: readonly string[] = [
  'LANYARD_BRAND',
  'LANYARD_CLIENT_KEY',
  'LANYARD_DATA',
  'LANYARD_DATABASE',
  'LANYARD_DEMO',
  'LANYARD_DEPLOYMENT',
  'LANYARD_FORMER_ISSUERS',
  'LANYARD_HUB_DATABASE',
  'LANYARD_HUB_KEYS',
  'LANYARD_HUB_SHORT_DATABASE',
  'LANYARD_ISSUER',
  'LANYARD_KEEP_ALIVE',
  'LANYARD_KEYS',
  'LANYARD_LIFETIMES',
  'LANYARD_LISTEN',
  'LANYARD_MAIL_FROM',
  'LANYARD_OPERATOR_MAIL',
  'LANYARD_ORIGIN',
  'LANYARD_ORIGINS',
  'LANYARD_PORT_BASE',
  'LANYARD_PROXIES',
  'LANYARD_SIGN_IN_MEMORY',
  'LANYARD_SMTP',
]

/** Two letters more, fewer or other: what a slip of the finger makes of a name. */
const SLIP = 2

/** And more, where the beginning is a name's: `LANYARD_PROXY` for `…PROXIES`, `LANYARD_DATABASE_URL`. */
const GUESS = 4
const BEGINNING = 'LANYARD_'.length + 4

/**
 * Names of an environment that look like one of the suite's and are none: a setting that would silently not hold. A line
 * each, without values.
 */
export function misspeltVariables(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const names = Object.keys(environment).filter((name) => /^LANYARD_/i.test(name) && !suiteVariables.includes(name))
  return names.flatMap((name) => {
    const nearest = suiteVariables.toSorted((one, other) => distance(name, one) - distance(name, other))[0] ?? ''
    const isNear = distance(name, nearest) <= (sharedBeginning(name, nearest) >= BEGINNING ? GUESS : SLIP)
    return isNear ? [`${name}: is not known; ${nearest} is`] : []
  })
}

function sharedBeginning(one: string, other: string): number {
  const differs = other.split('').findIndex((letter, index) => one.toUpperCase()[index] !== letter)
  return differs === -1 ? other.length : differs
}

/** Levenshtein's, between names as they are typed. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [index, letter] of one.toUpperCase().split('').entries()) {
    const next = [index + 1]
    for (const [place, its] of other.split('').entries()) {
      const changed = (row[place] ?? 0) + (letter === its ? 0 : 1)
      next.push(Math.min(changed, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
