import type { Account } from '../accounts/account.ts'
import { Refusal } from '../refusal.ts'
import { famousPhrases } from './famous-phrases.ts'

/** In letters. Nothing is asked of which ones they are (NIST SP 800-63B-4, section 3.1.1.2). */
export const SHORTEST_PASSWORD = 12
const LONGEST_PASSWORD = 128

/** Shorter names are inside of too many words. */
const SHORTEST_NAME = 4

/** Of zxcvbn's 0 to 4: three and more hold out against 10⁸ guesses. */
const STRONG = 3

export interface PasswordOwner extends Pick<Account, 'username' | 'name' | 'email'> {
  /** Names of the hub, and of the person's organization: what everybody else there would think of, too. */
  readonly places: readonly string[]
}

/**
 * Whether a password may be chosen. Length is counted in letters, however a keyboard composes them. One that was chosen
 * under other rules goes on working.
 *
 * @throws {Refusal} `password_too_short` with `minimum`, `password_too_long` with `maximum`, `password_contains_name`,
 *   `password_common`
 */
export async function checkPassword(password: string, owner: PasswordOwner): Promise<void> {
  const text = password.normalize('NFC')
  const length = Array.from(text).length
  if (length < SHORTEST_PASSWORD) throw new Refusal('password_too_short', { minimum: SHORTEST_PASSWORD })
  if (length > LONGEST_PASSWORD) throw new Refusal('password_too_long', { maximum: LONGEST_PASSWORD })
  const names = namesOf(owner)
  if (names.some((name) => comparable(text).includes(name))) throw new Refusal('password_contains_name')
  if ((await strengthOf(text, names)) < STRONG) throw new Refusal('password_common')
}

function namesOf({ username, name, email, places }: PasswordOwner): string[] {
  const own = [username, localPart(username), localPart(email), ...name.split(/[\s.,]+/u)]
  const others = places.flatMap((place) => [place, place.replaceAll(/\s+/gu, '')])
  return [...own, ...others].map(comparable).filter((text) => Array.from(text).length >= SHORTEST_NAME)
}

function localPart(address: string): string {
  return address.split('@', 1)[0] ?? ''
}

function comparable(text: string): string {
  return text.trim().normalize('NFKC').toLowerCase()
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
