import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readPage } from '@lanyard/ui/testing'
import { html } from './html.ts'
import { layout } from './layout.ts'
import { messages } from './messages/en.ts'

describe('the app menu', () => {
  it('leads to the page that explains, where a module does not open (FW4)', () => {
    const names = { hub: 'IT Complete', product: 'RMM' }
    const { page } = layout(messages(names), { settingsPath: '/admin/it-complete', hub: 'https://id.example' })
    const apps = [{ module: 'psa', name: 'PSA', state: 'not_connected' }] as const

    const content = readPage(
      page({ title: 'Devices', content: html``, viewer: { name: 'Tech', admin: false, apps } }).toString(),
    )

    assert.equal(content.link(/^PSA not connected/).href, 'https://id.example/launch/psa')
  })
})
