import { button, linkButton } from './button.ts'
import { field, type FieldOptions, textArea } from './field.ts'
import { buttonRow } from './form.ts'
import { attributes, type Html, html } from './html.ts'
import { dialog } from './notice.ts'

/** A field of a form that is given back. A `secret` was not kept and is typed again; a `hidden` one goes along. */
export type KeptField =
  | { readonly kind: 'hidden' }
  /** A file, or what script sends: it cannot be typed here. */
  | { readonly kind: 'secret'; readonly label?: undefined }
  | (Pick<FieldOptions, 'label' | 'type' | 'autocomplete'> & { readonly kind: 'text' | 'long' | 'secret' })

export interface KeptFormOptions {
  /** Names the act. */
  readonly label: string
  /** Why it is asked for again; the second where no field is shown. */
  readonly lead: string
  readonly leadAct: string
  readonly action: string
  readonly fields: Readonly<Record<string, KeptField>>
  /** As they were sent. */
  readonly values: readonly (readonly [name: string, value: string])[]
  /** The button that does it. */
  readonly go: string
  /** What it does cannot be taken back. */
  readonly ends?: boolean | undefined
  /** The link that leaves everything as it is. */
  readonly stay: { readonly label: string; readonly href: string }
}

/** A form that was sent too late, as it was: one button does what it was sent for. */
export function keptForm({ label, action, fields, values, go, ends = false, stay, ...why }: KeptFormOptions): Html {
  const shown = Object.entries(fields).filter(([, { kind }]) => kind !== 'hidden')
  const hidden = values.filter(([name]) => !shown.some(([other]) => other === name))
  const valueOf = (name: string) => values.find(([other]) => other === name)?.[1]
  return dialog({
    label,
    children: html`<p>${shown.length > 0 ? why.lead : why.leadAct}</p>
      <form${attributes({ class: 'form form-stack', method: 'post', action, novalidate: true })}>
        ${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        ${shown.map(([name, given]) => keptBox(name, given, valueOf(name)))}
        ${buttonRow([button({ label: go, kind: ends ? 'danger' : 'primary' }), linkButton(stay)])}
      </form>`,
  })
}

function keptBox(name: string, given: KeptField, value: string | undefined): Html | false {
  if (given.kind === 'hidden' || given.label === undefined) return false
  const { kind, label, type, autocomplete } = given
  if (kind === 'long') return textArea({ name, label, value, rows: 8 })
  if (kind === 'text') return field({ name, label, type, autocomplete: autocomplete ?? 'off', value })
  return field({ name, label, type: 'password', autocomplete: autocomplete ?? 'off', required: true })
}
