import type { RefusalDetails, RefusalWords } from '@lanyard/running'
import { formatDuration } from '@lanyard/ui'
import { language } from './language.ts'

/** `hub` is the hub's name. Details that a refusal does not carry are passed over. */
export type Wording = (details: RefusalDetails, hub: string) => Required<RefusalWords>

export type Detail = RefusalDetails[string] | undefined

export function text(detail: Detail, otherwise = ''): string {
  return detail === undefined || detail === '' ? otherwise : String(detail)
}

export function duration(seconds: Detail): string {
  return formatDuration(Number(seconds), { language })
}
