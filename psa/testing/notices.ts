import { randomUUID } from 'node:crypto'
import type { Notice } from '@lanyard/connect'
import { kyselyStore } from '@lanyard/connect/kysely'
import { type TestPsa } from './open-test-psa.ts'
import { type Answer } from './test-browser.ts'

/** What a redirect of the kit has to tell on the page that it leads to. */
export function noticeOf(psa: TestPsa, { location }: Answer): Promise<Notice | null> {
  return psa.connect.findNotice(URL.parse(location ?? '', psa.config.origin)?.searchParams.get('notice'))
}

/** Leaves a notice as a ceremony would. @returns its id */
export async function leaveNotice(
  psa: TestPsa,
  code: Notice['code'],
  details: Notice['details'],
  kind: Notice['kind'] = 'refused',
): Promise<string> {
  const id = `not_${randomUUID()}`
  const notice = { kind, code, reference: 'TESTREFERENCE', details }
  await kyselyStore(psa.db).records.notices.insert(id, notice, psa.now())
  return id
}
