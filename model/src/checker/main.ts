/**
 * Explores the worlds and prints what was found:
 *
 *     npm run model                       every world, with every rule
 *     npm run model -- 'three tenants'    the worlds named
 *     npm run model -- --rules            every rule dropped alone, and what that breaks
 *     npm run model -- --drop RULE        one or more rules dropped, with the traces
 */
import { parseArgs } from 'node:util'
import { explore } from './explore.ts'
import { FORMULAS } from './formulas.ts'
import { isMissedIn } from './missed-rules.ts'
import { type Rule, ruleNames } from './rules.ts'
import { openWorld, smallWorlds, type WorldName, worlds } from './worlds.ts'
import type { Trace } from './trace.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { drop: { type: 'string', multiple: true }, rules: { type: 'boolean', default: false } },
})

if (values.rules) for (const rule of ruleNames) printMissing([rule])
else if (values.drop) printMissing(values.drop.map(ruleNamed))
else printWorlds(positionals.length > 0 ? positionals.map(worldNamed) : (Object.keys(worlds) as WorldName[]))

function printWorlds(names: readonly WorldName[]): void {
  console.log('| world | states | transitions | depth | time | |')
  console.log('| --- | --- | --- | --- | --- | --- |')
  for (const name of names) {
    const began = performance.now()
    const { states, transitions, depth, violations } = explore(openWorld(worlds[name]))
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    const row = [
      name,
      count(states),
      count(transitions),
      depth,
      `${seconds} s`,
      violations.size === 0 ? 'clean' : 'violated',
    ]
    console.log(`| ${row.join(' | ')} |`)
    for (const [formula, trace] of violations) printTrace(`${formula}: ${FORMULAS[formula]}`, trace)
    if (violations.size > 0) process.exitCode = 1
  }
}

function printMissing(dropped: readonly Rule[]): void {
  const [first] = dropped
  const name = dropped.length === 1 && first ? isMissedIn[first] : null
  const tried = name ? [name] : (Object.keys(smallWorlds) as (keyof typeof smallWorlds)[])
  for (const world of tried) {
    const { violations } = explore(openWorld(smallWorlds[world], dropped), { ignoreStale: true })
    for (const [formula, trace] of violations) {
      printTrace(`without ${dropped.join(', ')}: ${formula}, ${FORMULAS[formula]} (${trace.steps.length} steps)`, trace)
    }
  }
}

function printTrace(title: string, { steps, end }: Trace): void {
  console.log(title)
  for (const [index, step] of steps.entries()) console.log(`  ${String(index + 1).padStart(2)}. ${step}`)
  for (const link of end) console.log(`      ${link}`)
}

function count(number: number): string {
  return number.toLocaleString('en').replaceAll(',', ' ')
}

function ruleNamed(name: string): Rule {
  const rule = ruleNames.find((one) => one === name)
  if (!rule) return refuse(`There is no rule ${name}. There are ${ruleNames.join(', ')}.`)
  return rule
}

function worldNamed(name: string): WorldName {
  const world = (Object.keys(worlds) as WorldName[]).find((one) => one === name)
  if (!world) return refuse(`There is no world “${name}”. There are ${Object.keys(worlds).join(', ')}.`)
  return world
}

function refuse(reason: string): never {
  console.error(reason)
  process.exit(2)
}
