import { domainToASCII, domainToUnicode } from 'node:url'
import email from 'validator/lib/isEmail.js'
import { toAsciiDigits } from './digits.ts'
import type { Read } from './read.ts'
import { beginningOf, hasNoCharacter, isTurning, withoutUnseen } from './signs.ts'

/** Types and code of this package agree on `default` alone. */
const { default: isEmail } = email

/** In bytes (RFC 5321 section 4.5.3.1): the part before the `@`, and the whole. */
const LONGEST_LOCAL = 64
const LONGEST = 254
/** With all that pasting adds, in characters. */
const LONGEST_PASTED = 1000

/** `several`: more than one address. `local` and `domain`: what stands before and after the `@`. */
export type AddressFault = 'blank' | 'no_at' | 'several' | 'spaces' | 'turning' | 'local' | 'domain' | 'too_long'

/**
 * An e-mail address as it is kept, without what pasting adds: a name, brackets, quotation marks, `mailto:`, what separates
 * it from the next. The domain is in small letters of its own writing, however it came. It is written to and shown, never
 * matched (A24, T7).
 */
export function readAddress(typed: string): Read<AddressFault> {
  if (typed.length > LONGEST_PASTED) return { fault: 'too_long' }
  const address = unwrap(typed)
  if (address === '') return { fault: 'blank' }
  if (isTurning(address)) return { fault: 'turning' }
  const [local = '', domain, ...others] = address.split('@')
  if (domain === undefined) return { fault: 'no_at' }
  if (others.length > 0) return { fault: 'several' }
  if (/\s/u.test(address)) return { fault: 'spaces' }
  const ascii = toAscii(domain)
  if (ascii === null) return { fault: 'domain' }
  if (Buffer.byteLength(local) > LONGEST_LOCAL || Buffer.byteLength(local) + 1 + ascii.length > LONGEST) {
    return { fault: 'too_long' }
  }
  if (!isEmail(`name@${ascii}`)) return { fault: 'domain' }
  // Quoted parts are legal, and no one has them. A letter that was lost in another encoding is none.
  if (/["\uFFFD]/.test(local) || hasNoCharacter(local) || !isEmail(`${local}@${ascii}`)) return { fault: 'local' }
  return { text: `${local}@${domainToUnicode(ascii)}` }
}

/** The key by which addresses are compared: one that cannot be read is compared as it is. */
export function foldAddress(typed: string): string {
  const read = readAddress(typed)
  return ('text' in read ? read.text : beginningOf(typed).trim().normalize('NFC')).toLowerCase()
}

/** Takes off one layer after another, in whatever order they were put on. */
function unwrap(typed: string): string {
  let text = withoutUnseen(readable(typed))
  for (;;) {
    const inner = withoutUnseen(peel(text))
    if (inner === text) return text
    text = inner
  }
}

const PAIRS = /^(?:"(.*)"|'(.*)'|“(.*)”|‘(.*)’|„(.*)[“”]|«(.*)»|`(.*)`|\((.*)\)|\[(.*)\])$/su

function peel(text: string): string {
  const bare = text.replace(/^[\s,;<]+|[\s,;.:>]+$/gu, '')
  const [, named] = /^[^@]*<([^<>]*@[^<>]*)$/u.exec(bare) ?? []
  if (named !== undefined) return named
  if (/^mailto:/i.test(bare)) return decode(bare.slice('mailto:'.length).replace(/\?.*$/s, ''))
  const [, commented] = /^(\S+@\S+)\s+\([^()]*\)$/u.exec(bare) ?? []
  return (
    commented ??
    PAIRS.exec(bare)
      ?.slice(1)
      .find((part) => part !== undefined) ??
    bare
  )
}

/** Where only its digits or the width of its letters are not ASCII, an address of ASCII alone was meant. */
function readable(typed: string): string {
  const text = typed.normalize('NFKC')
  const ascii = toAsciiDigits(text)
  return /^[\t-~]*$/.test(withoutUnseen(ascii)) ? ascii : text
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The domain as DNS has it; null for what is none. What an address of a page would decode or cut off is no domain. */
function toAscii(domain: string): string | null {
  if (!/^[\p{L}\p{M}\p{N}.。-]+$/u.test(domain)) return null
  const ascii = domainToASCII(domain)
  return ascii === '' || domainToUnicode(ascii) === '' ? null : ascii
}
