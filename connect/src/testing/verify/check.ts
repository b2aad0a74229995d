import type { sights, whys } from '../messages/en.ts'
import type { Trial } from './trial.ts'

/** What was seen that must not be. */
export type Sight = keyof typeof sights

export type Finding =
  | { readonly outcome: 'held' }
  /** `by`: which of the things that were tried. */
  | { readonly outcome: 'broken'; readonly seen: Sight; readonly by: string }
  | { readonly outcome: 'not tried'; readonly why: keyof typeof whys }

export interface Check {
  /** Attacks of SECURITY.md that it tries. */
  readonly rows: readonly string[]
  /** Nothing after it makes sense when it does not hold. */
  readonly isGround?: true
  run(trial: Trial): Promise<Finding>
}

export const held: Finding = { outcome: 'held' }
export const broken = (seen: Sight, by = ''): Finding => ({ outcome: 'broken', seen, by })
export const notTried = (why: keyof typeof whys): Finding => ({ outcome: 'not tried', why })

/**
 * Is this the answer of an address that takes tokens, to none? A refusal, a failure, or a yes to anything; not a page, a
 * way to the login, or a word that it takes no such request.
 */
export function answersTokens({ status, ok, headers }: Response): boolean {
  const isPage = headers.get('Content-Type')?.startsWith('text/html') ?? false
  return status === 400 || status >= 500 || (ok && !isPage)
}

/** Tries one after the other, and names every one that got through. */
export async function tryEach<T>(
  variations: Readonly<Record<string, T>>,
  attack: (variation: T, name: string) => Promise<Sight | null>,
): Promise<Finding> {
  const through: { readonly name: string; readonly seen: Sight }[] = []
  for (const [name, variation] of Object.entries(variations)) {
    const seen = await attack(variation, name)
    if (seen !== null) through.push({ name, seen })
  }
  const [first] = through
  return first ? broken(first.seen, through.map(({ name }) => name).join(', ')) : held
}
