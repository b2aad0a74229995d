import { foldName } from '@lanyard/text'
import { famousPhrases } from './famous-phrases.ts'

/** Shortest password, in letters, where a second factor stands beside it. */
export const SHORTEST_BESIDE_FACTOR = 12
/** Shortest password where it is the only factor (NIST SP 800-63B-4, section 3.1.1.2). */
export const SHORTEST_ALONE = 15
const LONGEST_PASSWORD = 128

/** Shorter names are part of too many words. */
const SHORTEST_NAME = 4

/** Of zxcvbn's 0 to 4: three and more hold out against 10⁸ guesses. */
const STRONG = 3

export interface PasswordOwner {
  readonly username: string
  readonly name: string
  readonly email: string
  /** Names of the product, the hub, and the person's organization: their colleagues would guess them. */
  readonly places: readonly string[]
}

/** Why a password is refused. */
export interface PasswordFault {
  readonly code: 'password_too_short' | 'password_too_long' | 'password_contains_name' | 'password_common'
  /** `minimum` or `maximum`, in letters, where it is about the length. */
  readonly details: Readonly<Record<string, number>>
}

/**
 * Whether a password may be chosen. Length is counted in letters, however a keyboard composes them, and nothing is asked
 * of which ones they are. One that was chosen under other rules goes on working.
 *
 * @param shortest {@link SHORTEST_BESIDE_FACTOR} or {@link SHORTEST_ALONE}
 * @returns null where it may
 */
export async function findPasswordFault(
  password: string,
  owner: PasswordOwner,
  shortest: number,
): Promise<PasswordFault | null> {
  const tooLong = { code: 'password_too_long', details: { maximum: LONGEST_PASSWORD } } as const
  // Composing takes a time that grows with the square of the length, and makes one letter of four signs at most.
  if (password.length > LONGEST_PASSWORD * 8) return tooLong
  const text = password.normalize('NFC')
  const length = Array.from(text).length
  if (length < shortest) return { code: 'password_too_short', details: { minimum: shortest } }
  if (length > LONGEST_PASSWORD) return tooLong
  const names = namesOf(owner)
  if (names.some((name) => foldName(text).includes(name))) return { code: 'password_contains_name', details: {} }
  return (await strengthOf(text, names)) < STRONG ? { code: 'password_common', details: {} } : null
}

function namesOf({ username, name, email, places }: PasswordOwner): string[] {
  const own = [username, localPart(username), localPart(email), ...name.split(/[\s.,]+/u)]
  const others = places.flatMap((place) => [place, place.replaceAll(/\s+/gu, '')])
  return [...own, ...others].map(foldName).filter((text) => Array.from(text).length >= SHORTEST_NAME)
}

function localPart(address: string): string {
  return address.split('@', 1)[0] ?? ''
}

/** Word lists are megabytes, so they are read when the first password is chosen, not when the hub starts. */
let judge: ReturnType<typeof openJudge> | undefined

async function strengthOf(text: string, names: string[]): Promise<number> {
  judge ??= openJudge()
  const zxcvbn = await judge
  const { score } = zxcvbn.check(text, names)
  const { sequence, score: inARow } = zxcvbn.check(text.replaceAll(/[^\p{L}\p{N}]+/gu, ''), names)
  const isFamous = sequence.some((match) => 'dictionaryName' in match && match.dictionaryName === FAMOUS)
  return isFamous ? Math.min(score, inARow) : score
}

const FAMOUS = 'famous'

async function openJudge() {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ])
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary, [FAMOUS]: [...famousPhrases] },
    graphs: common.adjacencyGraphs,
    // Work grows with the square of the length, and with look-alikes: what is strong this far is strong.
    maxLength: 64,
    l33tMaxSubstitutions: 20,
  })
}
