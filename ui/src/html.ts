/** What may stand in a hole of {@link html}. `true` is left out on purpose: it would print as a word. */
export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[]

let construct: (markup: string) => Html

/**
 * Markup that is safe to send. Only {@link html} and {@link attributes} construct it, so a string
 * that came from a person can never pass for markup.
 */
export class Html {
  readonly #markup: string

  static {
    construct = (markup) => new Html(markup)
  }

  private constructor(markup: string) {
    this.#markup = markup
  }

  toString(): string {
    return this.#markup
  }
}

/**
 * Builds markup from a template: strings and numbers are escaped for text and for quoted
 * attributes, {@link Html} passes as it is, arrays are joined, and null, undefined and false print
 * nothing.
 *
 * A hole belongs between tags or inside a quoted attribute value; whole attributes come from
 * {@link attributes}.
 *
 * @example
 * html`<p title="${title}">${items.map((item) => html`<b>${item}</b>`)}</p>`
 *
 * @throws {TypeError} where a hole stands in an attribute without quotes, since a blank in the
 * value would begin another attribute there
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let markup = strings[0] ?? ''
  for (const [index, value] of values.entries()) {
    if (strings[index]?.endsWith('=') && isAfterBareAttribute(markup))
      throw new TypeError('An attribute value needs quotes around its hole')
    markup += render(value) + (strings[index + 1] ?? '')
  }
  return construct(markup)
}

/**
 * Prints attributes, each with a blank before it: `<input${attributes({ name, required })}>`.
 * `true` prints the bare name; false, null and undefined leave the attribute out.
 *
 * @throws {TypeError} for a name that is not lower-case letters, digits and hyphens, and for event
 * handlers and `style`, which the content security policy of every page forbids
 */
export function attributes(values: Readonly<Record<string, AttributeValue>>): Html {
  return construct(Object.entries(values).map(attribute).join(''))
}

export type AttributeValue = string | number | boolean | null | undefined

/** Whether markup ends in an open tag, outside of any quotes, with the `=` of an attribute. */
function isAfterBareAttribute(markup: string): boolean {
  return /^<[^>"']*("[^"]*"[^>"']*|'[^']*'[^>"']*)*=$/.test(markup.slice(markup.lastIndexOf('<')))
}

/** Whether a value prints anything: what a component asks before it prints the element around it. */
export function isPresent(value: HtmlValue): boolean {
  if (Array.isArray(value)) return value.some(isPresent)
  return value !== undefined && value !== null && value !== false && value !== ''
}

function attribute([name, value]: [string, AttributeValue]): string {
  if (!/^[a-z][a-z0-9-]*$/.test(name) || /^(on|style$)/.test(name))
    throw new TypeError(`"${name}" is not an attribute that a page may carry`)
  if (value === false || value === null || value === undefined) return ''
  return value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`
}

function render(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof Html) return value.toString()
  if (typeof value === 'string') return escape(value)
  if (typeof value === 'number') return String(value)
  return value.map(render).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
