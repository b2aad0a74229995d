import { type Html, html } from './html.ts'

const BREAKS = /(?<=@)(?=\S)|(?<=@\S+)(?=\.\S)/

/** Where a column is too narrow for an e-mail address, it is broken behind the @ and before a dot, not inside a word. */
export function breakable(text: string): Html {
  const [first = '', ...others] = text.split(BREAKS)
  return html`${first}${others.map((part) => html`<wbr />${part}`)}`
}
