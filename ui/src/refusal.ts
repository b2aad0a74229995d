import { type Html, html, type HtmlValue } from './html.ts'
import { timesIn } from './dates.ts'
import { alert, note } from './notice.ts'
import type { Words } from './messages/en.ts'

export interface RefusalText {
  /**
   * `hint`: beside one of these fields. `note`: plainly, as it is no failure. `alert`: with the code in small print.
   * `support`: with the reference and the way to support, too.
   */
  readonly weight: 'note' | 'alert' | 'support' | { readonly hint: readonly string[] }
  /** What happened, and why. */
  readonly text: string
  /** What to do now. */
  readonly next?: string | undefined
  readonly code: string
  readonly reference?: string | undefined
}

/** What is wrong with a field's text, for its `error`; undefined where the refusal is about something else. */
export function hintAt(
  told: Pick<RefusalText, 'weight' | 'text' | 'next'> | undefined,
  field: string,
): string | undefined {
  if (typeof told?.weight !== 'object' || !told.weight.hint.includes(field)) return undefined
  return told.next === undefined ? told.text : `${told.text} ${told.next}`
}

/**
 * A refusal above the form that brought it about.
 *
 * @param options.form where one of its fields tells a hint already, nothing stands above
 */
export function refusal(
  { weight, text, next, code, reference }: RefusalText,
  options: {
    readonly form?: HtmlValue
    readonly actions?: HtmlValue
    readonly supportAddress?: string | undefined
    readonly words?: Words | undefined
    /** Of instants in the text. */
    readonly language?: string | undefined
  } = {},
): Html | false {
  const { form, actions, supportAddress, words, language } = options
  if (typeof weight === 'object' && tellsAtField(form)) return false
  if (weight === 'note') return note({ text: next === undefined ? text : `${text} ${next}`, actions, isAnswer: true })
  const evidence = weight === 'support' ? { code, reference, supportAddress } : { code }
  const said = language === undefined ? text : timesIn(text, { language })
  return alert({ text: said, next, actions, ...evidence, words })
}

/** No text of a person's passes for it: quotes in a text are escaped. */
function tellsAtField(form: HtmlValue): boolean {
  return html`${form}`.toString().includes('<p class="field-error"')
}
