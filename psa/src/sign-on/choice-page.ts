import type { Choice } from '@lanyard/connect'
import { button, buttonRow, form } from '@lanyard/ui'
import type { Psa } from '../psa.ts'
import { narrowPage } from '../web/layout.ts'

/** Asks a browser that is logged in as one user and comes back from the hub as another (A28). */
export function choiceResponse(host: Pick<Psa, 'brand' | 'words' | 'assets'>, choice: Choice): Response {
  const words = host.words.signOn.choice
  const { action, fields, currentName, otherName } = choice
  const { name, continue: goOn, keep } = choice.button
  return narrowPage(host, {
    title: words.title,
    lead: words.question(currentName, otherName),
    children: form({
      action,
      fields,
      children: buttonRow([
        button({ label: words.continue(otherName), kind: 'primary', name, value: goOn }),
        button({ label: words.keep(currentName), name, value: keep }),
      ]),
    }),
  })
}
