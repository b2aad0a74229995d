import type { Outbox } from './product.ts'

/** Where a part's mails go, by its configuration. */
export function outboxLeadsTo({
  mail,
  demo,
}: {
  readonly mail: object | null
  readonly demo: boolean
}): Outbox['leadsTo'] {
  if (mail !== null) return 'server'
  return demo ? 'demo' : 'nowhere'
}
