/**
 * Measures the suite, as processes of its own on data of its own:
 *
 *     npm run bench -- logout
 *     npm run bench -- logout --json
 *     npm run bench -- flood
 *     npm run bench -- growth
 *
 * Slow is no failure of `logout`: the exit code is 1 only where something was wrong. `flood` is wrong where it is slow.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { benchFlood } from './flood/bench-flood.ts'
import { benchGrowth } from './growth/bench-growth.ts'
import { benchLogOut } from './logout/bench-log-out.ts'
import { type Bench, printResult } from './result.ts'

const benches: Readonly<Record<string, Bench>> = { flood: benchFlood, growth: benchGrowth, logout: benchLogOut }

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } })
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
