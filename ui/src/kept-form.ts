import { button, linkButton } from './button.ts'
import { select, type SelectOptions } from './choices.ts'
import { field, type FieldOptions, textArea } from './field.ts'
import { buttonRow } from './form.ts'
import { attributes, type Html, html } from './html.ts'
import { dialog } from './notice.ts'

/**
 * A field of a form that is given back. A `secret` was not kept and is typed again; a `hidden` one goes along. Of one that was
 * `chosen`, in a list or by boxes that stand on its own page alone, the person is told so.
 */
export type KeptField =
  | { readonly kind: 'hidden'; readonly chosen?: true }
  /** A file, or what script sends: it cannot be typed here. */
  | { readonly kind: 'secret'; readonly label?: undefined }
  | (Pick<FieldOptions, 'label' | 'type' | 'autocomplete'> & { readonly kind: 'text' | 'long' | 'secret' })

/** What a field offers to choose from, as on the page that it stood on. */
export type KeptChoice = Pick<SelectOptions, 'label' | 'options' | 'hint'>

export interface KeptFormOptions {
  /** Names the act. */
  readonly label: string
  /** Why it is asked for again; the second where no field is shown. */
  readonly lead: string
  readonly leadAct: string
  /** That choices go along which are not shown, and how to change them. */
  readonly leadChosen: string
  readonly action: string
  readonly fields: Readonly<Record<string, KeptField>>
  /** Hidden fields that are chosen again here, by their names. */
  readonly choices?: Readonly<Record<string, KeptChoice>> | undefined
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
export function keptForm(options: KeptFormOptions): Html {
  const { label, action, fields, choices = {}, values, go, ends = false, stay } = options
  const shown = Object.entries(fields).filter(([, { kind }]) => kind !== 'hidden')
  const chosen = values.filter(([name]) => Object.hasOwn(choices, name))
  const hidden = values.filter(
    ([name]) => !shown.some(([other]) => other === name) && !chosen.some(([other]) => other === name),
  )
  const valueOf = (name: string) => values.find(([other]) => other === name)?.[1]
  const isChosenElsewhere = Object.values(fields).some((given) => given.kind === 'hidden' && given.chosen)
  return dialog({
    label,
    children: html`<p>${shown.length + chosen.length > 0 ? options.lead : options.leadAct}</p>
      ${isChosenElsewhere && html`<p>${options.leadChosen}</p>`}
      <form${attributes({ class: 'form form-stack', method: 'post', action, novalidate: true })}>
        ${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        ${shown.map(([name, given]) => keptBox(name, given, valueOf(name)))}
        ${chosen.map(([name, value]) => keptChoice(name, value, choices[name]))}
        ${buttonRow([button({ label: go, kind: ends ? 'danger' : 'primary' }), linkButton(stay)])}
      </form>`,
  })
}

/** What is not offered any more stands there all the same: nothing else is chosen for the person. */
function keptChoice(name: string, value: string, choice: KeptChoice | undefined): Html | false {
  if (choice === undefined) return false
  const isOffered = choice.options.some((option) => option.value === value)
  return select({
    ...choice,
    name,
    value,
    options: isOffered ? choice.options : [{ value, label: value }, ...choice.options],
  })
}

function keptBox(name: string, given: KeptField, value: string | undefined): Html | false {
  if (given.kind === 'hidden' || given.label === undefined) return false
  const { kind, label, type, autocomplete } = given
  if (kind === 'long') return textArea({ name, label, value, rows: 8 })
  if (kind === 'text') return field({ name, label, type, autocomplete: autocomplete ?? 'off', value })
  return field({ name, label, type: 'password', autocomplete: autocomplete ?? 'off', required: true })
}
