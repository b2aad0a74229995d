import { alert, type Brand, type Html, type HtmlValue } from '@lanyard/ui'
import { wordRefusal } from '../messages/refusals.ts'
import type { Refusal } from '../refusal.ts'

/** What, why and what to do now, with the code and reference that support asks for (role `alert`). */
export function refusalNotice({ brand }: { readonly brand: Brand }, refusal: Refusal, actions?: HtmlValue): Html {
  const { code, reference } = refusal
  return alert({ ...wordRefusal(refusal, brand), actions, code, reference, supportAddress: brand.supportAddress })
}
