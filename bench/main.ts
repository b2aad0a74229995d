/**
 * Measures the suite, as processes of its own on data of its own:
 *
 *     npm run bench -- logout
 *     npm run bench -- logout --json
 *     npm run bench -- flood
 *     npm run bench -- growth
 *     npm run bench -- faults
 *     npm run bench -- faults --links 100 --samples 1
 *
 * Slow is no failure of `logout` and `faults`: the exit code is 1 only where something was wrong. `flood` is wrong where
 * it is slow. `faults` takes the number of linked companies, and of times that each thing is tried.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { benchFaults } from './faults/bench-faults.ts'
import { benchFlood } from './flood/bench-flood.ts'
import { benchGrowth } from './growth/bench-growth.ts'
import { benchLogOut } from './logout/bench-log-out.ts'
import { type Bench, printResult } from './result.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, links: { type: 'string' }, samples: { type: 'string' } },
})
const benches: Readonly<Record<string, Bench>> = {
  faults: (say) => benchFaults(say, { links: countOf(values.links), samples: countOf(values.samples) }),
  flood: benchFlood,
  growth: benchGrowth,
  logout: benchLogOut,
}

function countOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const count = Number(text)
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`${text} is no number of at least 1.`)
  return count
}

const [name = ''] = positionals
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
if (bench === undefined || positionals.length > 1) {
  console.error(`Usage: npm run bench -- ${Object.keys(benches).join('|')} [--json]`)
  process.exitCode = 2
} else {
  // What is being done goes beside the result, so that that can be piped.
  const result = await bench((line) => console.error(line))
  const machine = { cores: availableParallelism(), node: process.version }
  if (values.json) console.log(JSON.stringify({ bench: name, machine, ...result }))
  else printResult(machine, result, console.log)
  if (result.faults.length > 0) process.exitCode = 1
}
