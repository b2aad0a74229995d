import { copyButton } from './field.ts'
import { type Html, html } from './html.ts'
import { en, type Words } from './messages/en.ts'

/** A QR code on its white plate. `source` is a `data:` or same-origin address of an image. */
export function qrCode({ source, label }: { source: string; label: string }): Html {
  return html`<div class="qr"><img src="${source}" alt="${label}" width="208" height="208" /></div>`
}

/** Codes to write down, with a button that copies them all where script runs. */
export function codeList({
  id,
  codes,
  words = en,
}: {
  id: string
  codes: readonly string[]
  words?: Words | undefined
}): Html {
  return html`<div class="codes">
    <ol id="${id}">
      ${codes.map((code) => html`<li><code>${code}</code></li>`)}
    </ol>
    ${copyButton({ target: id, words })}
  </div>`
}
