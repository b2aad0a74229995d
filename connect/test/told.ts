import assert from 'node:assert/strict'
import type { Page } from '../src/testing/hostile-browser.ts'
import type { NoticeCode } from '../src/records/notice.ts'
import type { World } from './world.ts'

const VISITORS = [
  { tenantId: 'ten_alder', userId: 'usr_tech' },
  { tenantId: 'ten_aspen', userId: 'usr_aspen' },
  null,
] as const

/** A page's notice is for everyone of Alder: neither another tenant nor a visitor who is not logged in reads it. */
export async function assertToldToAlder({ noticeOn }: Pick<World, 'noticeOn'>, page: Page, code: NoticeCode) {
  const told = await Promise.all(VISITORS.map(async (visitor) => (await noticeOn(page, visitor))?.code ?? null))
  assert.deepEqual(told, [code, null, null])
}
