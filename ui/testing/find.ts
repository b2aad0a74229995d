import assert from 'node:assert/strict'

/** A text is meant exactly, an expression finds itself anywhere. */
export type Said = string | RegExp

export function all<T>(found: readonly T[], say: (item: T) => string, wanted: Said = /^/): readonly T[] {
  return found.filter((item) => fits(say(item), wanted))
}

/** The only one of a kind that says this; the error lists those that there are. */
export function one<T>(kind: string, found: readonly T[], say: (item: T) => string, wanted?: Said): T {
  const [first, ...others] = all(found, say, wanted)
  if (first !== undefined && others.length === 0) return first
  const which = wanted === undefined ? kind : `${kind} ${typeof wanted === 'string' ? `"${wanted}"` : String(wanted)}`
  const there = found.map((item) => `"${say(item)}"`).join(', ') || 'none'
  assert.fail(
    first === undefined
      ? `There is no ${which}. Of this kind there is: ${there}`
      : `There are ${others.length + 1} of ${which}. Of this kind there is: ${there}`,
  )
}

function fits(text: string, wanted: Said): boolean {
  return typeof wanted === 'string' ? text === wanted : text.search(wanted) !== -1
}
