import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** Jiffies in a second: `sysconf(_SC_CLK_TCK)`, 100 on every Linux that Node runs on. */
const TICKS = 100

/** @returns seconds of processor time that the processes and all below them have had, ended children included */
export function processorTime(roots: readonly number[]): number {
  const ticks = treeOf(roots).flatMap((pid) => {
    const stat = statOf(pid)
    return stat === null ? [] : stat.ticks
  })
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS
}

/** @returns MiB of the processes themselves, without those below them */
export function residentMemory(roots: readonly number[]): number {
  const kilobytes = roots.map((pid) => /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  return kilobytes.reduce((sum, each) => sum + Number(each), 0) / 1024
}

function treeOf(roots: readonly number[]): readonly number[] {
  const parents = new Map(
    readdirSync('/proc').flatMap((name) => {
      const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null
      return stat === null ? [] : [[Number(name), stat.parent] as const]
    }),
  )
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (roots.includes(pid) || isBelow(parents.get(pid)))
  return [...parents.keys()].filter(isBelow)
}

/** Null for a process that has ended meanwhile. */
function statOf(pid: number): { readonly parent: number; readonly ticks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in brackets, and may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [utime, stime, ofChildren, stimeOfChildren] = fields.slice(11, 15).map(Number)
    return {
      parent: Number(fields[1]),
      ticks: (utime ?? 0) + (stime ?? 0) + (ofChildren ?? 0) + (stimeOfChildren ?? 0),
    }
  } catch {
    return null
  }
}

/** Which processors the load and the servers run on; null where the system does not let them be told apart. */
export interface Processors {
  readonly load: string
  readonly servers: string
}

export function chooseProcessors(): Processors | null {
  const count = availableParallelism()
  if (count < 2) return null
  try {
    execFileSync('taskset', ['-p', String(process.pid)], { stdio: 'ignore' })
  } catch {
    return null
  }
  return { load: '0', servers: count === 2 ? '1' : `1-${count - 1}` }
}

/** Moves this process to a processor; what it starts from then on begins there, too. */
export function pinTo(processors: string | undefined): void {
  if (processors !== undefined) {
    execFileSync('taskset', ['-a', '-c', '-p', processors, String(process.pid)], { stdio: 'ignore' })
  }
}
