/** Numbers that look like chance and are the same for the same seed (mulberry32). */
export interface Random {
  /** A whole number from 0 to one less than `count`. */
  below(count: number): number
  /** One of these, each as likely as its weight. */
  pick<T>(choices: readonly { readonly weight: number; readonly value: T }[]): T
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const below = (count: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count
  }
  return {
    below,
    pick(choices) {
      let left = below(choices.reduce((sum, { weight }) => sum + weight, 0))
      for (const { weight, value } of choices) {
        if (left < weight) return value
        left -= weight
      }
      throw new RangeError('There is nothing to choose from')
    },
  }
}
