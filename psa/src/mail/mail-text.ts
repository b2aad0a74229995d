import { seal, unseal } from '@lanyard/storage/secrets'
import type { MailId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import type { MailRow } from './mails-store.ts'

type Text = Pick<MailRow, 'body' | 'body_sealed'>

/** A mail may hold a link that sets a password, so its text is sealed wherever the deployment has keys. */
export function writeText({ config: { keys } }: Pick<Psa, 'config'>, id: MailId, text: string): Text {
  return keys === null ? { body: text, body_sealed: null } : { body: '', body_sealed: seal(keys, purposeOf(id), text) }
}

/** @throws {Error} when no key of the deployment opens it */
export function readText(
  { config: { keys } }: Pick<Psa, 'config'>,
  id: MailId,
  { body, body_sealed: sealed }: Text,
): string {
  if (sealed === null) return body
  if (keys === null) throw new Error(`LANYARD_KEYS is not set, under which the mail ${id} was sealed`)
  return unseal(keys, purposeOf(id), sealed).toString()
}

const purposeOf = (id: MailId): string => `mail:${id}`
