import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { psaUk, psaUs } from '../../../testing.ts'
import { reportUserLink } from '../../connections/user-links/report-user-link.ts'
import type { LinkId } from '../../ids.ts'
import { listFactors } from '../../people/factors/list-factors.ts'
import { pages } from '../pages.ts'
import { openAlder } from '../testing/open-alder.ts'
import type { VisitedPage, Visitor } from '../testing/visitor.ts'
import { type MemberChange, memberChanges } from '../members/member-changes.ts'
import { keptRules } from './kept-rules.ts'

const site = await openAlder()
const { master, tech } = site
let link: LinkId
let foreign: { readonly member: string; readonly link: LinkId; readonly factor: string }
let params: Readonly<Record<string, string>>

before(async () => {
  link = await site.connect(master, psaUs, 'Alder')
  const own = { link, deployment: psaUs, sub: master.account.id, revision: 1, state: 'linked' } as const
  await reportUserLink(site.hub, own)
  const birch = await site.addPerson(await site.addOrganization('birch', 'Birch IT'), 'birch', 'master')
  const [theirs] = await listFactors(site.hub, birch.account.id)
  foreign = { member: birch.member.id, link: await site.connect(birch, psaUk, 'Birch'), factor: String(theirs?.id) }
  const [factor] = await listFactors(site.hub, master.account.id)
  params = {
    member: tech.member.id,
    change: 'make-master',
    link,
    factor: String(factor?.id),
    session: 'any',
    client: 'any',
  }
})
after(() => site[Symbol.asyncDispose]())

/** Every session of the site has ended, or, for what follows, has not. */
async function setEnded(at: number | null): Promise<void> {
  await site.hub.short.updateTable('sessions').set({ ended_at: at }).execute()
}

/** What is sent once the session has ended, and the page that the next login leads to. */
async function sendLate(
  browser: Visitor,
  path: string,
  fields: Record<string, string>,
  referer = '/',
): Promise<string> {
  await setEnded(1)
  const headers = { 'sec-fetch-site': 'same-origin', referer: new URL(referer, site.origin).href }
  const answer = await browser.begin(path, { method: 'POST', body: new URLSearchParams(fields), headers })
  await setEnded(null)
  const { pathname, searchParams } = new URL(answer.headers.get('location') ?? '', site.origin)
  assert.deepEqual([answer.status, pathname], [303, '/login'], path)
  return searchParams.get('target') ?? ''
}

function sentBy(page: VisitedPage, name: string, label?: string): string | undefined {
  const [box] = label === undefined ? [] : page.fields(label)
  const sent = `main form input[name="${name}"], main form select[name="${name}"] option[selected]`
  return box?.value ?? page.select(sent)[0]?.attribute('value') ?? undefined
}

/** The choice of an organization is not kept: the login asks for it. */
const asked = pages.filter(({ POST, viewer }) => POST !== undefined && ['member', 'master'].includes(viewer))

describe('every form of a person that comes after the end of their session (FS2)', () => {
  it('is declared, or leads to its page', () => {
    const wanting = asked.filter(({ path }) => keptRules[path] === undefined)

    assert.deepEqual(
      wanting.map(({ path }) => path),
      [],
    )
  })

  it('is given back with what was typed, and never with a secret (T50)', async () => {
    const browser = await site.logIn(master)
    const typed = '“Ünal & Söhne” <a@b.example>'
    const wrong: string[] = []

    for (const { path: pattern } of asked) {
      const { fields, others, onOwnPage } = keptRules[pattern] ?? { fields: {} }
      const path = pattern.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? 'any')
      const names = [...Object.keys(fields), ...(others ? ['psa'] : [])]
      const sent = {
        ...Object.fromEntries(names.map((name) => [name, typed])),
        ...(others ? {} : { undeclared: typed }),
      }

      const target = await sendLate(browser, path, sent)
      const page = await browser.get(target)

      if (page.status !== 200 || (!onOwnPage && page.url.pathname !== target)) {
        wrong.push(`${pattern}: ${page.status} ${page.url.pathname}`)
      }
      for (const [name, field] of Object.entries(fields)) {
        const { kind } = field
        const isGiven = sentBy(page, name, 'label' in field ? field.label : undefined) === typed
        if (isGiven === (kind === 'secret')) wrong.push(`${pattern}: ${name} is ${isGiven ? '' : 'not '}given back`)
      }
      if (others && sentBy(page, 'psa') !== typed) wrong.push(`${pattern}: psa`)
      if (sentBy(page, 'undeclared') !== undefined) wrong.push(`${pattern}: undeclared`)
      await site.hub.short.deleteFrom('forms_kept').execute()
    }

    assert.deepEqual(wrong, [])
  })

  it('names the act and whom it concerns, and none of another organization or person (T49)', async () => {
    const browser = await site.logIn(await site.addPerson(site.alder, 'second', 'master'))
    const giveBack = async (path: string) => browser.get(await sendLate(browser, path, {}))
    const titles: string[] = []
    for (const change of Object.keys(memberChanges) as MemberChange[]) {
      const { text } = await giveBack(`/admin-settings/members/${tech.member.id}/${change}`)
      if (!text.includes('alder tech')) titles.push(change)
    }
    const refusals: string[] = []
    for (const [path, said] of [
      [`/admin-settings/members/${foreign.member}/deactivate`, /member_unknown/],
      ['/admin-settings/members/any/deactivate', /member_unknown/],
      [`/admin-settings/members/${tech.member.id}/promote`, /member_unknown/],
      [`/admin-settings/connections/${foreign.link}/disconnect`, /no such connection/],
      [`/profile-settings/products/${foreign.link}/unlink`, /not linked there/],
      [`/profile-settings/security/factors/${foreign.factor}/remove`, /no such authenticator app/],
    ] as const) {
      const page = await giveBack(path)
      if (!said.test(page.text) || /birch/i.test(page.text)) refusals.push(`${path}: ${page.text}`)
    }

    assert.deepEqual([titles, refusals], [[], []])
  })

  it('holds no password, code or file that its page shows (T50)', async () => {
    const browser = await site.logIn(master)
    const wrong: string[] = []
    let seen = 0

    for (const { path: pattern } of pages.filter(({ GET, viewer }) => GET && ['member', 'master'].includes(viewer))) {
      if (/stream|export|kept/.test(pattern)) continue
      const path = pattern.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? 'any')
      for (const change of pattern.includes(':change') ? ['deactivate', 'make-member'] : ['']) {
        const page = await browser.get(path.replace('make-master', change))
        for (const form of page.select('main form[method="post"]')) {
          const rule = ruleOf(form.attribute('action') ?? '')
          for (const input of form.select('input, textarea, select, button[name]')) {
            const name = input.attribute('name') ?? ''
            const isSecret =
              ['password', 'file'].includes(input.attribute('type') ?? '') ||
              /one-time-code|password/.test(input.attribute('autocomplete') ?? '')
            const kind = rule?.fields[name]?.kind ?? rule?.others
            seen += 1
            if ((kind === 'secret') !== isSecret && name !== 'passkey') wrong.push(`${path}: ${name} is ${kind}`)
          }
        }
      }
    }

    assert.ok(seen > 20, `${seen} fields`)
    assert.deepEqual(wrong, [])
  })
})

function ruleOf(action: string) {
  const { pathname } = new URL(action, site.origin)
  const found = asked.find(({ path }) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`).test(pathname))
  return found && keptRules[found.path]
}
