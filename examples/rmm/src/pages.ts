import type { Choice, TenantState, UserState } from '@lanyard/connect'
import type { Device } from './devices.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { hintAt, layout } from './layout.ts'
import type { Banner, Places, Viewer } from './layout.ts'
import type { Messages } from './messages/en.ts'
import { time } from './times.ts'

interface LoginForm {
  readonly then: string
  readonly company?: string
  readonly username?: string
  /** Why logging out at the hub as well is offered. */
  readonly everywhere?: string | undefined
  /** Why the person is asked. */
  readonly why?: string | undefined
  /** What is wrong with what was typed. */
  readonly wrong?: string | undefined
}

/** What a form that came too late was sent for. */
export interface KeptAct {
  readonly heading: string
  readonly submit: string
  readonly asksPassword: boolean
}

interface SettingsView {
  readonly state: TenantState
  readonly invitationRequested: boolean
  /** Where a master of the organization mends the module URL. */
  readonly moduleUrls: string
}

/** How a try at a password went: not at all, or why it was not taken. */
export interface PasswordFeedback {
  readonly banner?: Banner
  readonly wrong?: string
}

interface OwnLink {
  readonly own: UserState
  readonly company: TenantState
}

export type Pages = ReturnType<typeof pages>

/** RMM's pages. Each works without script, and there is none. */
export function pages(messages: Messages, places: Places) {
  const { settingsPath } = places
  const { page, passwordDialog } = layout(messages, places)

  return {
    login: (banner: Banner | null, form: LoginForm): Html => {
      const words = messages.login
      const hint = hintAt('password', form.wrong)
      const offer = html`<section class="panel narrow">
        <p>${form.everywhere}</p>
        <form method="post" action="/connect/log-out"><button class="quiet">${words.everywhere}</button></form>
      </section>`
      const content = html`${form.everywhere !== undefined && offer}<section class="panel narrow">
        ${form.why !== undefined && html`<p>${form.why}</p>`}
        <form method="post" action="/login">
          <input type="hidden" name="then" value="${form.then}">
          <label for="company">${words.company}</label>
          <input id="company" name="company" value="${form.company}" autocomplete="organization" autocapitalize="none" required>
          <label for="username">${words.username}</label>
          <input id="username" name="username" value="${form.username}" autocomplete="username" autocapitalize="none" required>
          <label for="password">${words.password}</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required ${hint.box}>
          ${hint.line}
          <button>${words.submit}</button>
        </form>
        <p class="or">${words.or}</p>
        <a class="button quiet" href="/connect/sign-in">${words.throughHub}</a>
      </section>`
      return page({ title: words.title, content, banner })
    },

    /** Gives back a form that came too late: one button does what it was sent for. */
    kept: (viewer: Viewer, form: { readonly act: KeptAct; readonly action: string } | null): Html => {
      const words = messages.kept
      if (form === null) return page({ title: words.goneTitle, content: html`<p>${words.gone}</p>`, viewer })
      const { act, action } = form
      const content = html`<section class="panel">
        <p>${words.lead}</p>
        <form method="post" action="${action}">
          ${
            act.asksPassword &&
            html`<label for="password">${messages.password.label}</label>
          <input id="password" name="password" type="password" autocomplete="current-password" required>`
          }
          <button>${act.submit}</button>
        </form>
        <p><a href="/">${words.cancel}</a></p>
      </section>`
      return page({ title: act.heading, content, viewer })
    },

    devices: (viewer: Viewer, devices: readonly Device[], banner: Banner | null): Html => {
      const { name, system, state, seen, states, title } = messages.devices
      const row = (device: Device) => html`<tr>
        <th scope="row">${device.name}</th>
        <td>${device.system}</td>
        <td><span class="state ${device.state}">${states[device.state]}</span></td>
        <td>${time(device.seen_at, 'minute')}</td>
      </tr>`
      const content = html`<div class="panel table" role="region" aria-label="${title}" tabindex="0">
        <table>
          <thead><tr>${[name, system, state, seen].map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
          <tbody>${devices.map(row)}</tbody>
        </table>
      </div>`
      return page({ title, content, viewer, banner })
    },

    mySettings: (viewer: Viewer, { own, company }: OwnLink, banner: Banner | null): Html => {
      const rests = own.state === 'linked' && company.state === 'suspended'
      const content = html`<section class="panel"><h2>${messages.settings.title}</h2>
        ${rests && html`<p class="warning">${messages.mySettings.unavailable.link_suspended}</p>`}${ownLink(viewer, own)}</section>`
      return page({ title: messages.mySettings.title, content, viewer, banner })
    },

    disable: (viewer: Viewer, { banner, wrong }: PasswordFeedback): Html => {
      const content = passwordDialog({ ...messages.mySettings.disableDialog, back: '/my-settings', wrong })
      return page({ title: messages.mySettings.title, content, viewer, banner })
    },

    settings: (viewer: Viewer, view: SettingsView, banner: Banner | null): Html => {
      const content = html`<section class="panel">${tenantLink(view)}</section>`
      return page({ title: messages.settings.title, content, viewer, banner })
    },

    switchOff: (
      viewer: Viewer,
      ends: { links: number; sessions: number },
      { banner, wrong }: PasswordFeedback,
    ): Html => {
      const words = messages.settings.offDialog(ends.links, ends.sessions)
      const content = passwordDialog({ ...words, back: settingsPath, wrong })
      return page({ title: messages.settings.title, content, viewer, banner })
    },

    choice: ({ action, fields, button, currentName, otherName }: Choice): Html => {
      const words = messages.choice
      const content = html`<section class="panel">
        <p>${words.text(otherName)}</p>
        <form class="buttons" method="post" action="${action}">
          ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
          <button name="${button.name}" value="${button.continue}">${words.continue(otherName)}</button>
          <button class="quiet" name="${button.name}" value="${button.keep}">${words.keep(currentName)}</button>
        </form>
      </section>`
      return page({ title: words.title(currentName, otherName), content })
    },

    error: (banner: Banner): Html => {
      const content = html`<p><a href="/">${messages.error.home}</a></p>`
      return page({ title: messages.error.title, content, banner })
    },
  }

  function ownLink({ admin }: Viewer, state: UserState): Html {
    const words = messages.mySettings
    switch (state.state) {
      case 'unavailable':
        return html`<p>${words.unavailable[state.reason]} ${admin ? html`<a href="${settingsPath}">${messages.settings.title}</a>` : state.reason !== 'link_suspended' && words.askAdmin}</p>`
      case 'unlinked':
        return html`<p>${words.unlinked}</p>
          <form method="post" action="/connect/link-user"><button>${words.enable}</button></form>`
      case 'linked':
        return html`<p><strong>${words.linked(state.accountName, state.organizationName)}</strong> ${words.since(state.since)}</p>
          <form action="/my-settings/disable"><button class="quiet">${words.disable}</button></form>`
    }
  }

  function tenantLink({ state, invitationRequested, moduleUrls }: SettingsView): Html {
    const words = messages.settings
    switch (state.state) {
      case 'off':
        if (state.feature === 'off') return invitation(invitationRequested)
        return html`<p id="switch-text">${state.feature === 'on' ? words.off : words.noNewLinks}</p>
          ${switchTo(false)}
          ${state.endOwed && html`<p class="warning">${words.endOwed}</p>`}`
      case 'connecting':
        return html`<p id="switch-text"><strong>${words.connecting(state.organizationName)}</strong> ${words.connectingText}</p>
          ${switchTo(false, true)}
          <form method="post" action="/connect/cancel-connecting"><button class="quiet">${words.cancel}</button></form>`
      case 'suspended':
        return html`<p class="warning">${words.suspended(state.organizationName)}</p>
          <p id="switch-text">${words.suspendedNext(state.since)}</p>
          ${switchTo(true)}`
      case 'on':
        return html`<p id="switch-text"><strong>${words.connected(state.organizationName)}</strong> ${words.linkedBy(state.linkedBy, state.since)}</p>
          ${switchTo(true)}
          <p>${words.linkedUsers(state.linkedUsers)}</p>
          ${state.feature !== 'on' && html`<p class="warning">${state.feature === 'off' ? words.withdrawn : words.noNewLinks}</p>`}
          ${
            (state.moduleUrl === 'elsewhere' || state.moduleUrl === 'none') &&
            html`<p class="warning">${words.moduleUrl[state.moduleUrl]} <a href="${moduleUrls}">${words.toModuleUrls}</a></p>`
          }`
    }
  }

  /** On, it leads to the page that asks before switching off; off, into the ceremony. */
  function switchTo(on: boolean, waiting = false): Html {
    const target = on ? `${settingsPath}/switch-off` : '/connect/link-tenant'
    return html`<form class="switch" method="${on ? 'get' : 'post'}" action="${target}">
      <button role="switch" aria-checked="${String(on)}" aria-describedby="switch-text" ${waiting && 'disabled'}>
        ${messages.settings.switch}<span class="track" aria-hidden="true"></span>
      </button>
    </form>`
  }

  function invitation(requested: boolean): Html {
    const words = messages.settings
    if (requested) return html`<p>${words.requested}</p>`
    return html`<p>${words.uninvited}</p>
      <form method="post" action="${settingsPath}/request-invitation"><button>${words.request}</button></form>`
  }
}
