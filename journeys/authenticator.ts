import { createHmac } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'

/** Milliseconds that a code is shown. */
const STEP = 30_000

/**
 * A person's authenticator app (RFC 6238: SHA-1, 6 digits, 30 s).
 *
 * The hub takes the codes of the steps before, at and after its own time, each once and in rising order. The app hands
 * out the present one first and then the one after it, so that neither expires on its way; only a third one within
 * half a minute has to wait for its time.
 *
 * @param key base32
 */
export function authenticator(key: string): () => Promise<string> {
  const secret = decodeBase32(key)
  let lastStep = -1
  return async () => {
    const step = Math.max(lastStep + 1, currentStep())
    lastStep = step
    if (step > currentStep() + 1) await delay((step - 1) * STEP - Date.now())
    return codeAt(secret, step)
  }
}

function currentStep(): number {
  return Math.floor(Date.now() / STEP)
}

/** RFC 4226, section 5.3. */
function codeAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = digest.readUInt8(digest.length - 1) & 0xf
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 1_000_000).padStart(6, '0')
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648; blanks as people see them in a setup key are left out. */
function decodeBase32(text: string): Uint8Array {
  const bits = Array.from(text.replaceAll(/[\s=]/g, '').toUpperCase(), (letter) => {
    const value = ALPHABET.indexOf(letter)
    if (value < 0) throw new Error(`${letter} is no letter of base32`)
    return value.toString(2).padStart(5, '0')
  })
  const octets = bits.join('').match(/.{8}/g) ?? []
  return Uint8Array.from(octets, (octet) => Number.parseInt(octet, 2))
}

export function encodeBase32(octets: Uint8Array): string {
  const bits = [...octets].map((octet) => octet.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{5}/g) ?? []
  return groups.map((group) => ALPHABET.charAt(Number.parseInt(group, 2))).join('')
}
