/** Milliseconds between tries: doubling from a second up to `longest`, less up to a half so that nodes spread out. */
export function backOff(tries: number, longest: number): number {
  return Math.round(Math.min(1000 * 2 ** Math.min(tries, 20), longest) * (1 - Math.random() / 2))
}

export const LONGEST_CONFIRM = 60_000
export const LONGEST_OUTBOX = 300_000
