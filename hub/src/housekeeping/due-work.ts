import type { Pace } from '@lanyard/running'
import type { Hub } from '../hub.ts'
import { type DueWork, findDueWork } from './due-work-store.ts'

/** Milliseconds for which one look serves every loop: how late work may be seen that another process has left. */
const LOOK_EVERY = 700

/** What is due, for loops that each do one kind of it. */
export interface DueLook {
  /** Whether some of it may be due. Each look says so once: who hears it does all that there is. */
  take(kind: keyof DueWork): Promise<boolean>
}

/**
 * Looks by one statement for all loops, at most once in a while: where nothing happens, that is all they ask. It only
 * says where to look closer, so a look that is out of date does no harm. Acts of this process need none, because what
 * they leave is done at once.
 */
export function openDueLook(hub: Pick<Hub, 'db' | 'now'>, pace: Pick<Pace, 'now'>): DueLook {
  let last: { readonly at: number; readonly found: Promise<DueWork>; readonly taken: Set<string> } | null = null
  return {
    async take(kind) {
      const at = pace.now()
      if (last === null || at - last.at >= LOOK_EVERY) {
        last = { at, found: findDueWork(hub.db, hub.now()), taken: new Set() }
      }
      const { found, taken } = last
      if (!(await found)[kind] || taken.has(kind)) return false
      taken.add(kind)
      return true
    },
  }
}
