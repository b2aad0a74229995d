import { shownReference } from '@lanyard/running'
import { alert, type Brand, type Html } from '@lanyard/ui'
import { wordRefusal } from '../messages/refusals.ts'
import type { Refusal } from '../refusal.ts'
import { waysOf } from './refusal-ways.ts'

/**
 * What, why and what to do now, with the code and reference that support asks for (role `alert`).
 *
 * @param reference the one that was shown first, where the same refusal is shown again
 */
export function refusalNotice(
  { brand }: { readonly brand: Brand },
  refusal: Refusal,
  reference: string | undefined = shownReference(refusal),
): Html {
  return alert({
    ...wordRefusal(refusal, brand),
    actions: waysOf(refusal),
    code: refusal.code,
    reference,
    supportAddress: brand.supportAddress,
  })
}
