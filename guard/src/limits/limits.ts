import { createHash } from 'node:crypto'

const SECOND = 1000
const MINUTE = 60 * SECOND

/** Milliseconds to wait after the last try that is free; after each one more it is twice as long. */
export const FIRST_WAIT = SECOND

/** What is counted together: how many tries pass at once, at least two, and the longest wait after more of them, in milliseconds. */
export interface Limit {
  readonly key: string
  readonly free: number
  readonly longest: number
}

export interface Limits {
  /** One account, tried from one place, or with one browser that the account knows. */
  readonly own: Limit
  /** What is shared with strangers; nothing of it holds up a browser that the account knows. */
  readonly shared: null | {
    /** One account, from everywhere. */
    readonly account: Limit
    /** One place, at any account. */
    readonly source: Limit
  }
}

/**
 * What is counted: tries at a secret, links to set a new password that were asked for, usernames that were asked for with an
 * invitation, and for an account that is there.
 */
export type Counted = 'password' | 'code' | 'reset' | 'invitation' | 'username'

const BROWSER = 'device:'

/** A source that is no place but a browser, by the hash of its cookie, which the account in question knows. */
export function knownBrowser(hash: string): string {
  return `${BROWSER}${hash}`
}

/**
 * Limits of one secret of one account.
 *
 * Who guesses from one place waits longer and longer, up to a quarter of an hour. All places together slow each other
 * down by a minute at most, and a browser that the account knows counts by itself, so that an attacker cannot lock the
 * owner out (T34). Keys are hashed: a password typed into the wrong box stays out of the table.
 *
 * @param account what was typed to name the account, whether or not there is one
 * @param source where the try comes from: a place, or {@link knownBrowser}
 */
export function limitsFor(counted: Counted, account: string, source: string): Limits {
  const own = { key: `${accountKey(counted, account)}/${keyOf(source)}`, free: 5, longest: 15 * MINUTE }
  if (source.startsWith(BROWSER)) return { own, shared: null }
  return {
    own,
    shared: {
      account: { key: accountKey(counted, account), free: 50, longest: MINUTE },
      source: { key: keyOf(counted, '', source), free: 100, longest: 15 * MINUTE },
    },
  }
}

/** The key of an account's shared limit; those of its own limits begin with it and a `/`. */
export function accountKey(counted: Counted, account: string): string {
  return keyOf(counted, account)
}

/** Hexadecimal, so that a key is no pattern of `like`. */
function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
