import { pages as hubPages } from '@lanyard/hub/src/web/pages.ts'
import { pages as psaPages } from '@lanyard/psa/src/web/pages.ts'

export interface ReadPage {
  /** The pattern of its address. */
  readonly path: string
  readonly viewer: string
}

interface Row extends ReadPage {
  readonly GET?: unknown
}

/** Every address of a part's tables that a browser can open. */
export function listPages(part: 'hub' | 'psa'): readonly ReadPage[] {
  const rows: readonly Row[] = part === 'hub' ? hubPages : psaPages
  return rows.filter(({ GET }) => GET !== undefined).map(({ path, viewer }) => ({ path, viewer }))
}
