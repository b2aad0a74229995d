import type { App, NoticeWeight } from '@lanyard/connect'
import { html } from './html.ts'
import type { Html } from './html.ts'
import type { Messages } from './messages/en.ts'

/** Who looks at a page, and what its banner offers them. */
export interface Viewer {
  readonly name: string
  readonly admin: boolean
  /** Empty where the session did not come through the hub. */
  readonly apps: readonly App[]
}

/** What a page says on top: a refusal (role `alert`), or what is none (role `status`). */
export interface Banner {
  /** As loud as a notice of the kit, or `alert`, with the code alone. */
  readonly weight: NoticeWeight | 'alert'
  readonly text: string
  readonly reference?: string
  /** Where the refusal's way out lies: the right region, for one. */
  readonly href?: string
}

interface Page {
  readonly title: string
  readonly content: Html
  readonly viewer?: Viewer
  readonly banner?: Banner | null | undefined
}

export interface PasswordDialog {
  readonly heading: string
  readonly text: string
  readonly submit: string
  readonly cancel: string
  /** Where cancelling leads. */
  readonly back: string
  /** What is wrong with the password that was typed. */
  readonly wrong: string | undefined
}

/** Attributes of a box and the line below it that says what is wrong with what was typed there. */
export function hintAt(box: string, wrong: string | undefined): { readonly box: Html; readonly line: Html } {
  if (wrong === undefined) return { box: html``, line: html`` }
  return {
    box: html`aria-invalid="true" aria-describedby="${box}-error" autofocus`,
    line: html`<p class="error" id="${box}-error" role="alert">${wrong}</p>`,
  }
}

/** Where pages lead beyond RMM's fixed paths. */
export interface Places {
  /** The admin's page with the switch. */
  readonly settingsPath: string
  /** The hub's launcher. */
  readonly hub: string
}

/** What all pages have in common. */
export function layout(messages: Messages, { settingsPath, hub }: Places) {
  return {
    page: ({ title, content, viewer, banner }: Page): Html =>
      html`<!doctype html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${messages.title(title)}</title>
    <link rel="stylesheet" href="/rmm.css">
    <link rel="stylesheet" href="/frame.css">
    <link rel="stylesheet" href="/parts.css">
    <link rel="icon" href="/rmm.svg" type="image/svg+xml">
    <script type="module" src="/times.js"></script>
  </head>
  <body>
    <a class="skip" href="#content">${messages.skip}</a>
    <header>
      <a class="brand" href="/"><img src="/rmm.svg" alt="" width="24" height="24">${messages.product}</a>
      ${viewer && [navigation(viewer), appMenu(viewer), userMenu(viewer)]}
    </header>
    <main id="content">
      <h1>${title}</h1>
      ${banner && bannerOf(banner)}
      ${content}
    </main>
  </body>
</html>`,

    /** Asks for the product's password before something ends; `Enter` in the box does what the first button says. */
    passwordDialog: ({ heading, text, submit, cancel, back, wrong }: PasswordDialog): Html => {
      const hint = hintAt('password', wrong)
      return html`<section class="panel" role="dialog" aria-labelledby="dialog-heading">
        <h2 id="dialog-heading">${heading}</h2>
        <p>${text}</p>
        <form id="proof" method="post">
          <label for="password">${messages.password.label}</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required ${wrong === undefined ? html`autofocus` : hint.box}>
          ${hint.line}
        </form>
        <form id="back" action="${back}"></form>
        <p class="buttons">
          <button class="danger" form="proof">${submit}</button>
          <button class="quiet" form="back">${cancel}</button>
        </p>
      </section>`
    },
  }

  function bannerOf({ weight, text, reference, href }: Banner) {
    const isQuiet = weight === 'status' || weight === 'note'
    const look = { status: 'done', note: 'note', alert: 'refused', support: 'refused' }[weight]
    return html`<div class="banner ${look}" role="${isQuiet ? 'status' : 'alert'}">
      <p>${text} ${href !== undefined && html`<a href="${href}">${messages.goThere}</a>`}</p>
      ${reference !== undefined && html`<p><small>${reference}</small></p>`}
    </div>`
  }

  function navigation({ admin }: Viewer) {
    return html`<nav aria-label="${messages.mainNavigation}">
      <a href="/">${messages.devices.title}</a>
      ${admin && html`<a href="${settingsPath}">${messages.settings.title}</a>`}
    </nav>`
  }

  function appMenu({ apps }: Viewer) {
    // The hub has a page that says why a module does not open, and what to do.
    const whyNot = (module: string) => new URL(`/launch/${encodeURIComponent(module)}`, hub).href
    const items = apps.map(({ module, name, state, url = whyNot(module) }) => {
      const note = messages.appStates[state]
      return html`<li><a href="${url}">${name}${note !== '' && html` <small>${note}</small>`}</a></li>`
    })
    const all = html`<li><a href="${hub}">${messages.allModules}</a></li>`
    return apps.length > 0 && menu('apps', messages.apps, [...items, all])
  }

  function userMenu({ name }: Viewer) {
    return menu('account', name, [
      html`<li><a href="/my-settings">${messages.account.mySettings}</a></li>`,
      html`<li><form method="post" action="/logout"><button>${messages.account.logOut}</button></form></li>`,
    ])
  }

  /** A popover opens without script. */
  function menu(id: string, label: string, items: readonly Html[]) {
    return html`<div class="menu">
      <button type="button" popovertarget="${id}">${label}</button>
      <ul id="${id}" popover>${items}</ul>
    </div>`
  }
}
