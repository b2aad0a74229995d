import { shownReference } from '@lanyard/running'
import {
  type Brand,
  hintAt,
  html,
  type Html,
  type HtmlValue,
  refusal as refusalOf,
  type RefusalText,
} from '@lanyard/ui'
import { language } from '../messages/en/language.ts'
import { wordRefusal } from '../messages/refusals.ts'
import { type Refusal, refusals } from '../refusal.ts'
import { waysOf } from './refusal-ways.ts'

interface Named {
  readonly brand: Brand
}

/**
 * What, why and what to do now, above a form, by the weight that the code has.
 *
 * @param shown.reference the one that was shown first, where the same refusal is shown again
 * @param shown.form where one of its fields says it, nothing stands above
 */
export function refusalNotice(
  { brand }: Named,
  refusal: Refusal | undefined,
  shown: { readonly reference?: string | undefined; readonly form?: HtmlValue } = {},
): Html | false {
  if (refusal === undefined) return false
  const { reference = shownReference(refusal), form } = shown
  return refusalOf(
    { ...told({ brand }, refusal), reference },
    {
      form,
      actions: waysOf(refusal),
      supportAddress: brand.supportAddress,
      language,
    },
  )
}

/** What is wrong with the text of a field, by the field's name, and the page that can help. */
export type Hints = (field: string) => Html | undefined

export function hintsOf(named: Named, refusal: Refusal | undefined): Hints {
  return (field) => {
    if (refusal === undefined) return undefined
    const hint = hintAt(told(named, refusal), field)
    return hint === undefined ? undefined : html`${hint} ${waysOf(refusal)}`
  }
}

function told({ brand }: Named, refusal: Refusal): RefusalText {
  const { code } = refusal
  return { ...wordRefusal(refusal, brand), code, weight: refusals[code].weight }
}
