/**
 * Why a form is kept: it could not be taken when it came; or it was, and the page after it shows what became of it
 * (`answered`).
 */
export type Why = 'session_ended' | 'proof' | 'answered'

/**
 * A field of a form, as its page declares it. `secret` is a password, a code or a file: it is never kept, and the person
 * types it again. What is not declared is not kept either.
 */
export type FieldKind = 'text' | 'long' | 'hidden' | 'secret'

/** What a form holds. `others`: hidden fields whose names the data decides; for a form without secrets alone. */
export interface FormFields {
  readonly fields: Readonly<Record<string, { readonly kind: FieldKind }>>
  readonly others?: 'hidden'
}

/** Names and values in the order in which the browser sent them; a name may come more than once. */
export type Fields = readonly (readonly [name: string, value: string])[]

/** A form that was sent, and is kept until its person presses its button again. */
export interface KeptForm {
  /** The pattern of the page that takes it, and what stood in its place. */
  readonly pattern: string
  readonly params: Readonly<Record<string, string>>
  /** Path and query that it was sent to. */
  readonly action: string
  /** Path and query of the page that it stood on. */
  readonly back: string
  readonly fields: Fields
  readonly why: Why
  /** It held more than may be kept: of its fields none is here. */
  readonly isTooLarge: boolean
  /** The organization that it was written in; empty where a person belongs to one alone. */
  readonly place: string
}

/** Bytes of the fields of one form that came too late. */
export const LARGEST_FORM = 256 * 1024

/** Forms of one browser; the oldest goes. */
export const MOST_FORMS = 5

/** Milliseconds that a form is kept. */
export const FORM_LIFETIME = 10 * 60_000

/** The fields that may be kept, by what the page declares. */
export function keepable({ fields, others }: FormFields, sent: Fields): Fields {
  return sent.filter(([name]) => (Object.hasOwn(fields, name) ? fields[name]?.kind !== 'secret' : others === 'hidden'))
}
