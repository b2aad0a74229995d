import { describedBy, frame } from './field.ts'
import { attributes, type Html, html, type HtmlValue, isPresent } from './html.ts'

export interface Choice {
  value: string
  label: string
  disabled?: boolean | undefined
  hint?: string | undefined
}

/** A choice, with what else is asked where it is the one. */
export interface RadioChoice extends Choice {
  details?: HtmlValue
}

export interface SelectOptions {
  name: string
  label: string
  options: readonly Choice[]
  /** The chosen value. */
  value?: string | undefined
  hint?: HtmlValue
  error?: HtmlValue
  required?: boolean | undefined
  id?: string | undefined
}

/** A combo box: the browser's own list, which phones know how to show. */
export function select({ name, label, options, value, hint, error, required, id = name }: SelectOptions): Html {
  const given = attributes({
    class: 'input select',
    id,
    name,
    required,
    autofocus: isPresent(error),
    'aria-describedby': describedBy(id, { hint, error }),
    'aria-invalid': isPresent(error) && 'true',
  })
  const items = options.map(
    (option) =>
      html`<option${attributes({ value: option.value, selected: option.value === value, disabled: option.disabled })}>${option.label}</option>`,
  )
  return frame({ id, label, hint, error }, html`<select${given}>${items}</select>`)
}

export interface CheckboxOptions {
  name: string
  label: string
  value?: string | undefined
  checked?: boolean | undefined
  hint?: HtmlValue
  required?: boolean | undefined
  autofocus?: boolean | undefined
  id?: string | undefined
}

export function checkbox(options: CheckboxOptions): Html {
  const { name, label, value = '1', checked, hint, required, autofocus, id = name } = options
  const given = attributes({
    type: 'checkbox',
    id,
    name,
    value,
    checked,
    required,
    autofocus,
    'aria-describedby': describedBy(id, { hint }),
  })
  return choice(id, html`<input${given} />`, label, hint)
}

export interface RadioGroupOptions {
  name: string
  /** The question. */
  label: HtmlValue
  options: readonly RadioChoice[]
  value?: string | undefined
  hint?: HtmlValue
  error?: HtmlValue
}

export function radioGroup({ name, label, options, value, hint, error }: RadioGroupOptions): Html {
  return html`<fieldset${attributes({ class: 'field', 'aria-describedby': describedBy(name, { hint, error }) })}>
<legend>${label}</legend>
${isPresent(hint) && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${options.map((option, index) => radio(`${name}-${index + 1}`, name, option, value))}
${isPresent(error) && html`<p class="field-error" id="${name}-error" role="alert">${error}</p>`}
</fieldset>`
}

function radio(
  id: string,
  name: string,
  { value, label, hint, disabled, details }: RadioChoice,
  chosen: string | undefined,
): Html {
  const given = attributes({
    type: 'radio',
    id,
    name,
    value,
    disabled,
    checked: value === chosen,
    'aria-describedby': describedBy(id, { hint }),
  })
  return html`${choice(id, html`<input${given} />`, label, hint)}${isPresent(details) && html`<div class="choice-details">${details}</div>`}`
}

function choice(id: string, control: Html, label: string, hint: HtmlValue): Html {
  return html`<div class="choice">
    ${control}
    <div>
      <label for="${id}">${label}</label>${isPresent(hint) && html`<p class="hint" id="${id}-hint">${hint}</p>`}
    </div>
  </div>`
}
