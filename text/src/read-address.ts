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
  if (isLookAlike(domain) || !isEmail(`name@${ascii}`)) return { fault: 'domain' }
  // Quoted parts are legal, and no one has them. A letter that was lost in another encoding is none.
  if (/["\uFFFD]/.test(local) || hasNoCharacter(local) || isLookAlike(local) || !isEmail(`${local}@${ascii}`))
    return { fault: 'local' }
  return { text: `${local}@${domainToUnicode(ascii)}` }
}

/** The key by which addresses are compared: one that cannot be read is compared as it is. */
export function foldAddress(typed: string): string {
  const read = readAddress(typed)
  return ('text' in read ? read.text : beginningOf(typed).trim().normalize('NFC')).toLowerCase()
}

/** Takes off one layer after another, in whatever order they were put on. */
function unwrap(typed: string): string {
  let text = readable(typed)
  for (;;) {
    const inner = withoutUnseen(peel(text))
    if (inner === text) return text
    text = inner
  }
}

/** Directories write the second one. */
const MAILTO = /^(?:mailto:(?:\/\/)?|smtp:)/i
const PAIRS =
  /^(?:"(.*)"|'(.*)'|“(.*)”|‘(.*)’|”(.*)”|„(.*)[“”]|‚(.*)[‘’]|「(.*)」|‹(.*)›|«(.*)»|`(.*)`|\((.*)\)|\[(.*)\])$/su

function peel(text: string): string {
  const bare = text.replace(/^[\s,;<]+|[\s,;.:>]+$/gu, '')
  const [, name = '', named] = /^(.*)<([^<>]*@[^<>]*)$/su.exec(bare) ?? []
  if (named !== undefined && isNameOf(name.trim(), named)) return named
  const [mailto] = MAILTO.exec(bare) ?? []
  if (mailto !== undefined) return decode(bare.slice(mailto.length).replace(/\?.*$/s, ''))
  const [, commented] = /^(\S+@\S+)\s+\([^()]*\)$/u.exec(bare) ?? []
  // What is left is the mark of a text, or of a formula, in a spreadsheet.
  return commented ?? unquote(bare) ?? bare.replace(/^['=]+/, '')
}

function unquote(text: string): string | undefined {
  return PAIRS.exec(text)
    ?.slice(1)
    .find((part) => part !== undefined)
}

/** Whether what stands before an address in brackets names it, and is no other address. */
function isNameOf(name: string, address: string): boolean {
  const quoted = unquote(name)
  if (!name.includes('@') || (quoted !== undefined && !/\S@\S/u.test(quoted))) return true
  return (quoted ?? name).trim().toLowerCase() === address.replace(MAILTO, '').trim().toLowerCase()
}

/** Where only its digits or the width of its letters are not ASCII, an address of ASCII alone was meant. */
function readable(typed: string): string {
  const text = withoutUnseen(typed.replace(/[\uFF01-\uFF5E\uFF61\u3000]/g, toUsualWidth)).normalize('NFC')
  const ascii = toAsciiDigits(text)
  return /^[\t-~]*$/.test(ascii) ? ascii : text
}

function toUsualWidth(sign: string): string {
  if (sign === '\uFF61') return '。'
  return sign === '\u3000' ? ' ' : String.fromCharCode(sign.charCodeAt(0) - 0xfee0)
}

/** Whether a part holds a sign that only resembles others, such as ™: no one can say which of them was meant. */
function isLookAlike(part: string): boolean {
  return part.normalize('NFC') !== part.normalize('NFKC')
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
  return domainToUnicode(ascii) === '' ? null : ascii
}
