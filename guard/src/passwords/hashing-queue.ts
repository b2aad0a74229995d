/** Whose hash is waited for. */
export type Lane =
  /** A person with a browser that the account knows, or who has proved already who they are. */
  'known' | 'stranger'

export interface HashingQueue {
  /**
   * Does work when its turn comes.
   *
   * @throws {HashingBusy} at once, where too much of its lane waits already
   */
  run<Result>(lane: Lane, work: () => Promise<Result>): Promise<Result>
}

/** So many passwords wait to be looked at that this one is not. */
export class HashingBusy extends Error {
  override readonly name = 'HashingBusy'
  /** After which it may be tried again. */
  readonly seconds = 5
}

/**
 * Bounds how many passwords are hashed at once, and how many wait for it. Strangers never have more than their share,
 * so that at least `reserved` turns are left for those who are known, however many strangers there are (T34).
 */
export function openHashingQueue(bounds: {
  /** As many hashes of strangers are at work at once. */
  readonly strangers: number
  /** As many besides are for the known alone. */
  readonly reserved: number
  /** As many of each lane wait. */
  readonly waiting: number
}): HashingQueue {
  const { strangers, reserved, waiting } = bounds
  const lines: Readonly<Record<Lane, (() => void)[]>> = { known: [], stranger: [] }
  const atWork = { known: 0, stranger: 0 }

  const mayBegin = (lane: Lane) =>
    atWork.known + atWork.stranger < strangers + reserved && (lane === 'known' || atWork.stranger < strangers)

  const callNext = () => {
    for (const lane of ['known', 'stranger'] as const) {
      if (mayBegin(lane)) lines[lane].shift()?.()
    }
  }

  return {
    async run(lane, work) {
      // No one waits while a turn of their lane is free: each end calls the next.
      if (!mayBegin(lane)) {
        if (lines[lane].length >= waiting) throw new HashingBusy('Too many passwords wait')
        // The turn is counted where it is given, so that nothing slips in before it begins.
        await new Promise<void>((resolve) => {
          lines[lane].push(() => {
            atWork[lane] += 1
            resolve()
          })
        })
      } else {
        atWork[lane] += 1
      }
      try {
        return await work()
      } finally {
        atWork[lane] -= 1
        callNext()
      }
    },
  }
}
