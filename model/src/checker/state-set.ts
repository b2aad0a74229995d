/** States in the order in which they were found, each once: exact, with nothing hashed away. */
export interface StateSet {
  readonly size: number
  readonly words: Uint32Array
  /** @returns the state's number; negative, `-1 - number`, where it is known already */
  add(state: Uint32Array): number
}

export function createStateSet(width: number): StateSet {
  let words = new Uint32Array(width << 12)
  let table = new Uint32Array(1 << 13)
  let size = 0

  function find(state: Uint32Array): number {
    const mask = table.length - 1
    for (let slot = hash(state, 0, width) & mask; ; slot = (slot + 1) & mask) {
      const entry = table[slot] ?? 0
      if (entry === 0 || isSame(state, words, (entry - 1) * width, width)) return slot
    }
  }

  function grow(): void {
    const more = new Uint32Array(words.length * 2)
    more.set(words)
    words = more
    table = new Uint32Array(table.length * 2)
    const mask = table.length - 1
    for (let number = 0; number < size; number++) {
      let slot = hash(words, number * width, width) & mask
      while (table[slot] !== 0) slot = (slot + 1) & mask
      table[slot] = number + 1
    }
  }

  return {
    get size() {
      return size
    },
    get words() {
      return words
    },
    add(state) {
      if ((size + 1) * width > words.length) grow()
      const slot = find(state)
      const entry = table[slot] ?? 0
      if (entry !== 0) return -entry
      words.set(state, size * width)
      size++
      table[slot] = size
      return size - 1
    },
  }
}

function hash(words: Uint32Array, from: number, width: number): number {
  let value = 0x9e3779b9
  for (let index = 0; index < width; index++) {
    value = Math.imul(value ^ (words[from + index] ?? 0), 0x85ebca6b)
    value ^= value >>> 15
  }
  value = Math.imul(value, 0xc2b2ae35)
  return (value ^ (value >>> 13)) >>> 0
}

function isSame(state: Uint32Array, words: Uint32Array, from: number, width: number): boolean {
  for (let index = 0; index < width; index++) if (state[index] !== words[from + index]) return false
  return true
}
