import { attributes, type Html, html, type HtmlValue, isPresent } from './html.ts'
import { icon } from './icon.ts'
import { mailAddress } from './mail-link.ts'
import { en, type Words } from './messages/en.ts'

export interface AlertOptions {
  title?: string | undefined
  /** What happened, and why. */
  text: HtmlValue
  /** What to do now; a sentence, or one with a link. */
  next?: HtmlValue
  /** Links and buttons of the next step. */
  actions?: HtmlValue
  /** The refusal's code and the reference under which the log has it. */
  code?: string | undefined
  reference?: string | undefined
  /** Offers to mail code and reference there. */
  supportAddress?: string | undefined
  words?: Words | undefined
}

/** A message of failure or refusal (role `alert`). */
export function alert(options: AlertOptions): Html {
  const { title, text, next, actions } = options
  return html`<div class="notice notice-alert" role="alert">
    ${icon('warning')}
    <div class="notice-body">
      ${title !== undefined && html`<p class="notice-title">${title}</p>`}
      <p>${text}</p>
      ${isPresent(next) && html`<p>${next}</p>`} ${isPresent(actions) && html`<div class="actions">${actions}</div>`}
      ${evidence(options)}
    </div>
  </div>`
}

/** A message of success (role `status`). */
export function status({ text, actions }: { text: HtmlValue; actions?: HtmlValue }): Html {
  return html`<div class="notice notice-status" role="status">
    ${icon('check')}
    <div class="notice-body">
      <p>${text}</p>
      ${isPresent(actions) && html`<div class="actions">${actions}</div>`}
    </div>
  </div>`
}

/**
 * Something worth knowing. As a part of the page from the start it is not read out by itself.
 *
 * @param options.isAnswer it answers what the person just did, and is read out (role `status`)
 */
export function note({
  text,
  actions,
  kind = 'neutral',
  isAnswer = false,
}: {
  text: HtmlValue
  actions?: HtmlValue
  kind?: 'neutral' | 'warning' | undefined
  isAnswer?: boolean | undefined
}): Html {
  return html`<div${attributes({ class: `notice notice-${kind}`, role: isAnswer && 'status' })}>
    ${icon(kind === 'warning' ? 'warning' : 'info')}
    <div class="notice-body">
      <p>${text}</p>
      ${isPresent(actions) && html`<div class="actions">${actions}</div>`}
    </div>
  </div>`
}

/**
 * A question that a page asks before a dangerous act (role `dialog`). It is the page's main
 * content, rendered by the server, and needs no script.
 */
export function dialog({
  label,
  children,
  id = 'dialog',
}: {
  label: string
  children: HtmlValue
  id?: string | undefined
}): Html {
  return html`<section class="dialog card" role="dialog" aria-labelledby="${id}-title">
    <h1 id="${id}-title">${label}</h1>
    ${children}
  </section>`
}

export interface LiveOptions {
  /** Unique on the page that is asked again; the region with this id replaces this one. */
  id: string
  /** Address of the page that holds the region's present state. */
  href: string
  everySeconds: number
  /** False once there is nothing left to wait for: the region is not asked again. */
  waiting: boolean
  children: HtmlValue
}

/** A region that keeps itself up to date where script runs. */
export function live({ id, href, everySeconds, waiting, children }: LiveOptions): Html {
  return html`<div${attributes({ class: 'live', id, 'data-live': waiting && href, 'data-live-every': waiting && everySeconds })}>${children}</div>`
}

/** A region that the server keeps up to date as long as it waits, by server-sent events, where script runs. */
export function streamed({
  id,
  href,
  waiting,
  children,
}: {
  id: string
  /** Address of the stream: each message is the region's present content, and `settled` ends it. */
  href: string
  waiting: boolean
  children: HtmlValue
}): Html {
  return html`<div${attributes({ class: 'live', id, 'data-stream': waiting && href })}>${children}</div>`
}

function evidence({ code, reference, supportAddress, words = en }: AlertOptions): Html | false {
  if (code === undefined && reference === undefined) return false
  const subject = [code, reference].filter((part) => part !== undefined).join(' · ')
  return html`<p class="evidence">
    ${code !== undefined && html`<span>${words.code} <code>${code}</code></span>`}
    ${reference !== undefined && html`<span>${words.reference} <code>${reference}</code></span>`}
    ${supportAddress !== undefined && html`<a href="${mailAddress(supportAddress, subject)}">${words.sendToSupport}</a>`}
  </p>`
}
