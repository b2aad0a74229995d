import { untilAllRefused } from './look.ts'
import { LANES, noteEnd, type Run } from './run.ts'
import { type Organization, sessionsOf } from './sessions.ts'

/** @returns milliseconds from the start of the command to the last session dead */
export async function suspend(run: Run, { id, members }: Organization): Promise<number> {
  const dying = noteEnd(run, sessionsOf(members))
  const at = performance.now()
  const [last] = await Promise.all([untilAllRefused(dying, LANES), command(run, id)])
  return last - at
}

async function command({ world }: Run, id: string): Promise<void> {
  const { exitCode, output } = await world.suite.lanyard('org', 'suspend', id)
  if (exitCode !== 0) throw new Error(output)
}
