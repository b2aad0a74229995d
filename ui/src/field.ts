import { attributes, type Html, html, type HtmlValue, isPresent } from './html.ts'
import { en, type Words } from './messages/en.ts'

export interface FieldOptions {
  name: string
  /** The accessible name, exactly. */
  label: string
  type?: 'text' | 'password' | 'email' | 'search' | 'url' | 'tel' | 'date' | 'file' | undefined
  value?: string | undefined
  /** A token of the HTML standard: `username`, `current-password`, `new-password`, `one-time-code`, `off`. */
  autocomplete?: string | undefined
  inputmode?: 'text' | 'numeric' | 'email' | 'url' | undefined
  autocapitalize?: 'none' | 'characters' | undefined
  maxlength?: number | undefined
  /** Of a file: the kinds that are offered first, `.csv`. */
  accept?: string | undefined
  hint?: HtmlValue
  /** Why the value was not taken, and what to enter. */
  error?: HtmlValue
  required?: boolean | undefined
  readonly?: boolean | undefined
  autofocus?: boolean | undefined
  /** Makes the value read-only and gives it a button that copies it, where script runs. */
  copy?: boolean | undefined
  /** Unique on the page; the name by default. */
  id?: string | undefined
  words?: Words | undefined
}

/**
 * A text box with its label above. Hint and error are read out with it, and a box with an error is where the page begins;
 * a password can be shown where script runs.
 */
export function field(options: FieldOptions): Html {
  const { id = options.name, label, hint, error, type = 'text', copy = false, words = en } = options
  const control = copy ? copyBox(id, options) : html`<input${controlAttributes(id, options)} />`
  const aside = copy ? copyButton({ target: id, words }) : type === 'password' && revealButton(id, words)
  return frame({ id, label, hint, error }, html`<div class="control">${control}${aside}</div>`)
}

/** A box for several lines. */
export function textArea(
  options: Pick<FieldOptions, 'name' | 'label' | 'value' | 'hint' | 'error' | 'required' | 'id'> & {
    rows?: number | undefined
  },
): Html {
  const { id = options.name, name, label, value = '', hint, error, required, rows = 4 } = options
  const given = attributes({
    class: 'input',
    id,
    name,
    rows,
    required,
    autofocus: isPresent(error),
    'aria-describedby': describedBy(id, options),
    'aria-invalid': isPresent(error) && 'true',
  })
  // A parser drops the first line break inside of a textarea: this one, so that a value keeps its own.
  return frame({ id, label, hint, error }, html`<textarea${given}>${'\n'}${value}</textarea>`)
}

export interface CodeInputOptions {
  label: string
  name?: string | undefined
  hint?: HtmlValue
  error?: HtmlValue
  autofocus?: boolean | undefined
  id?: string | undefined
}

/**
 * One box for the code of an authenticator app. Phones offer the number pad and the code itself;
 * blanks and hyphens may be typed and pasted, so the server strips them.
 */
export function codeInput({ label, name = 'code', hint, error, autofocus, id = name }: CodeInputOptions): Html {
  const given = attributes({
    class: 'input input-code',
    id,
    name,
    type: 'text',
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    autocapitalize: 'none',
    spellcheck: 'false',
    maxlength: 16,
    required: true,
    autofocus: autofocus === true || isPresent(error),
    'data-code': true,
    'aria-describedby': describedBy(id, { hint, error }),
    'aria-invalid': isPresent(error) && 'true',
  })
  return frame({ id, label, hint, error }, html`<input${given} />`)
}

/** Copies the value or text of the element with the id `target`. Without script it does not show. */
export function copyButton({ target, words = en }: { target: string; words?: Words | undefined }): Html {
  return html`<button type="button" class="control-button" data-copy="${target}" data-copied="${words.copied}" hidden>
    ${words.copy}
  </button>`
}

/** Label, hint and error around any control; the control points at them with {@link describedBy}. */
export function frame(
  { id, label, hint, error }: { id: string; label: string; hint?: HtmlValue; error?: HtmlValue },
  control: Html,
): Html {
  return html`<div class="field">
    <label for="${id}" id="${id}-label">${label}</label>
    ${isPresent(hint) && html`<p class="hint" id="${id}-hint">${hint}</p>`} ${control}
    ${isPresent(error) && html`<p class="field-error" id="${id}-error" role="alert">${error}</p>`}
  </div>`
}

/** The ids of hint and error that exist, for `aria-describedby`. */
export function describedBy(id: string, { hint, error }: { hint?: HtmlValue; error?: HtmlValue }): string | undefined {
  const ids = [isPresent(hint) && `${id}-hint`, isPresent(error) && `${id}-error`].filter((part) => part !== false)
  return ids.length === 0 ? undefined : ids.join(' ')
}

function controlAttributes(id: string, options: FieldOptions): Html {
  const {
    name,
    type = 'text',
    value,
    autocomplete,
    inputmode,
    autocapitalize,
    maxlength,
    accept,
    required,
    readonly,
    autofocus,
  } = options
  return attributes({
    class: 'input',
    id,
    name,
    type,
    value,
    autocomplete,
    inputmode,
    autocapitalize,
    maxlength,
    accept,
    required,
    readonly,
    autofocus: autofocus === true || isPresent(options.error),
    'aria-describedby': describedBy(id, options),
    'aria-invalid': isPresent(options.error) && 'true',
  })
}

/** A value to take along: read-only, and legible to its end however long it is. */
function copyBox(id: string, options: FieldOptions): Html {
  const given = attributes({
    class: 'input input-copy',
    id,
    name: options.name,
    rows: 2,
    readonly: true,
    spellcheck: 'false',
    'aria-describedby': describedBy(id, options),
  })
  return html`<textarea${given}>${options.value}</textarea>`
}

function revealButton(id: string, words: Words): Html {
  const given = attributes({
    type: 'button',
    class: 'control-button',
    'data-reveal': id,
    'data-hide': words.hidePassword,
    'aria-describedby': `${id}-label`,
    hidden: true,
  })
  return html`<button${given}>${words.showPassword}</button>`
}
