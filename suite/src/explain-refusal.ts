import { refusalWords as hubWords } from '@lanyard/hub/src/messages/en/refusals.ts'
import { Refusal as HubRefusal } from '@lanyard/hub/src/refusal.ts'
import { refusalsInEnglish as psaWords } from '@lanyard/psa/src/messages/en-refusals.ts'
import { Refusal as PsaRefusal } from '@lanyard/psa/src/refusal.ts'
import { readBrand } from '@lanyard/ui'
import { messages } from './messages/en.ts'
import { Refused } from './refused.ts'

export interface Explained {
  readonly code: string
  readonly message: string
}

/** An expected "no" in words; null for anything else, which is a bug. */
export function explainRefusal(error: unknown, brandFile: string | undefined): Explained | null {
  const { hub, products } = readBrand(brandFile)
  if (error instanceof Refused) return { code: error.code, message: error.message }
  if (error instanceof HubRefusal || error instanceof PsaRefusal) {
    const message = messages.operator.refusals[error.code]?.(error.details)
    if (message !== undefined) return { code: error.code, message }
  }
  if (error instanceof HubRefusal) {
    const { text, next } = hubWords[error.code](error.details, hub.name)
    return { code: error.code, message: `${text} ${next}` }
  }
  if (error instanceof PsaRefusal) {
    const words = psaWords({ product: products['psa']?.name ?? 'psa', hub: hub.name })
    const wording = words[error.code](error.details)
    const next = 'next' in wording ? wording.next : ''
    return { code: error.code, message: `${wording.text} ${next}`.trim() }
  }
  return null
}
