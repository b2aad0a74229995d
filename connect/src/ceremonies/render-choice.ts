import type { Choice } from '../api/config.ts'
import { choicePage } from '../messages/en.ts'

/** The page of A28 for a host that renders none of its own: plain, without script or style. */
export function renderPlainChoice({ action, fields, currentName, otherName, button }: Choice): Response {
  const hidden = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`,
  )
  const submit = (value: string, text: string) =>
    `<button name="${button.name}" value="${value}">${escape(text)}</button>`
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(choicePage.title)}</title>
<main>
<h1>${escape(choicePage.title)}</h1>
<p>${escape(choicePage.question(currentName, otherName))}</p>
<form method="post" action="${escape(action)}">
${hidden.join('\n')}
${submit(button.continue, choicePage.continue(otherName))}
${submit(button.keep, choicePage.keep(currentName))}
</form>
</main>
</html>
`
  return new Response(body, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      'Referrer-Policy': 'same-origin',
    },
  })
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
