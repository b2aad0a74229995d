import { type Html, html } from './html.ts'

/** First strong isolate and its end: signs that no name may have, so that they mark a name inside a sentence. */
const [BEGIN, END] = ['\u2068', '\u2069']

/** Marks a name that another person gave, for the sentence that it stands in; {@link sentence} shows it. */
export function isolate(name: string): string {
  return `${BEGIN}${name}${END}`
}

/** A sentence whose marked names keep the direction of their writing to themselves, in whichever script they are. */
export function sentence(text: string): Html {
  const [first = '', ...others] = text.split(BEGIN)
  const parts = others.map((part) => {
    const [name = '', ...rest] = part.split(END)
    return html`<bdi>${name}</bdi>${rest.join('')}`
  })
  return html`${first}${parts}`
}
