import { button, linkButton } from './button.ts'
import { facts } from './checks.ts'
import { buttonRow, form, type FormOptions } from './form.ts'
import { type Html, html, type HtmlValue } from './html.ts'
import { dialog } from './notice.ts'

export interface QuestionOptions extends Pick<FormOptions, 'action' | 'fields'> {
  readonly label: string
  /** Whom or what it concerns. */
  readonly children?: HtmlValue
  /** What ends by it, and what stays: each a sentence. */
  readonly effects: readonly HtmlValue[]
  /** Names the list of effects for assistive technology. */
  readonly effectsLabel?: string | undefined
  /** What the form asks for besides. */
  readonly inputs?: HtmlValue
  /** The button that does it. */
  readonly go: string
  /** The link that leaves everything as it is. */
  readonly stay: { readonly label: string; readonly href: string }
}

/** The question before something ends: everything that ends by it, a button that does it, and the way back. */
export function question({
  label,
  children,
  effects,
  effectsLabel,
  inputs,
  go,
  stay,
  ...asked
}: QuestionOptions): Html {
  return dialog({
    label,
    children: [
      children,
      html`<div id="effects">${facts(effects, effectsLabel)}</div>`,
      form({
        ...asked,
        children: [
          inputs,
          buttonRow([button({ label: go, kind: 'danger', describedBy: 'effects' }), linkButton(stay)]),
        ],
      }),
    ],
  })
}
