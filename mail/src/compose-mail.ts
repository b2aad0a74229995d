import { type Html, html } from '@lanyard/ui'

/** A mail as it is worded. */
export interface Mail {
  readonly subject: string
  /** Plain text; paragraphs are set apart by an empty line, and a link is a paragraph of its own. */
  readonly text: string
}

/** What is the same on every mail of a part. */
export interface Letterhead {
  /** The part's name, as its pages have it. */
  readonly name: string
  /** Where readers find help; null where there is no such place. */
  readonly footer: string | null
  /** BCP 47 tag of the words. */
  readonly language: string
  /** The part's own origin: only addresses on it can be pressed. */
  readonly origin: string
}

/**
 * Both forms of a mail, from the same paragraphs.
 *
 * A paragraph can be pressed only if it is an address on the part's own origin and nothing else. Everything that a person
 * chose (a name, a reason) stands inside a sentence, so no one gets a link into a mail of ours. No picture and no address
 * that would tell that a mail was read.
 */
export function composeMail({ subject, text }: Mail, letterhead: Letterhead): Mail & { readonly html: string } {
  const { name, footer, origin } = letterhead
  const paragraphs = text.split(/\n{2,}/)
  const isOurs = (paragraph: string) => paragraph.startsWith(`${origin}/`) && !/\s/.test(paragraph)
  const body = paragraphs.map((paragraph) =>
    isOurs(paragraph)
      ? html`<p style="margin: 0 0 16px"><a href="${paragraph}" style="word-break: break-all">${paragraph}</a></p>`
      : html`<p style="margin: 0 0 16px">${paragraph}</p>`,
  )
  // "-- " alone on a line is where signatures begin (RFC 3676, section 4.3).
  const signature = ['-- ', name, ...(footer === null ? [] : [footer])].join('\n')
  return { subject, text: `${text}\n\n${signature}\n`, html: frame(subject, letterhead, body).toString() }
}

/** Mail programs drop style sheets, so the essentials are inline; colours are the reader's own, in both themes. */
function frame(subject: string, { name, footer, language }: Letterhead, body: readonly Html[]): Html {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${subject}</title>
      </head>
      <body style="margin: 0; padding: 24px 16px">
        <div
          style="max-width: 560px; margin: 0 auto; font-family: system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; font-size: 16px; line-height: 1.5"
        >
          <p style="margin: 0 0 24px; padding: 0 0 12px; border-bottom: 1px solid #8888; font-weight: 600">${name}</p>
          ${body}
          ${
            footer !== null &&
            html`<p style="margin: 32px 0 0; padding: 12px 0 0; border-top: 1px solid #8888; font-size: 14px">
              ${footer}
            </p>`
          }
        </div>
      </body>
    </html>`
}
