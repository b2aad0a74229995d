import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Front } from './test-product.ts'

const run = promisify(execFile)
const consumers = fileURLToPath(new URL('./consumers/', import.meta.url))
const manifest = new URL('../package.json', import.meta.url)

export interface Folder extends AsyncDisposable {
  readonly path: string
}

export async function openFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'lanyard-connect-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

export async function npm(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run('npm', args, { cwd: folder, shell: process.platform === 'win32', timeout: 120_000 })
  return stdout
}

/** @returns what the program printed; throws with it where the program failed */
export async function node(folder: string, ...args: readonly string[]): Promise<string> {
  try {
    return (await run(process.execPath, args, { cwd: folder, timeout: 60_000 })).stdout
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string }
    throw new Error(`${args.join(' ')}\n${stdout}${stderr}`, { cause: error })
  }
}

/** An empty project in which the packed kit is installed, beside packages in the versions that the kit is tested with. */
export async function openProject(tarball: string, packages: readonly string[]): Promise<Folder> {
  const folder = await openFolder()
  const { devDependencies } = JSON.parse(await readFile(manifest, 'utf8')) as {
    devDependencies: Record<string, string>
  }
  const wanted = packages.map((name) => `${name}@${devDependencies[name] ?? ''}`)
  await writeFile(join(folder.path, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  await npm(folder.path, 'install', '--prefer-offline', '--no-audit', '--no-fund', '--no-save', tarball, ...wanted)
  return folder
}

/** Runs one of the products of `consumers/` in a project, behind an address that is known beforehand. */
export async function startConsumer(
  { path }: Folder,
  name: string,
  front: Front,
  environment: Readonly<Record<string, string>>,
): Promise<AsyncDisposable> {
  await cp(consumers, path, { recursive: true })
  const program = spawn(process.execPath, [`${name}.ts`], {
    cwd: path,
    env: { ...process.env, ...environment, ORIGIN: front.origin },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(program, 'exit')
  const [line]: string[] = await Promise.race([
    once(createInterface(program.stdout), 'line') as Promise<string[]>,
    ended.then(() => Promise.reject(new Error(`${name} ended before it was ready`))),
  ])
  const { port } = JSON.parse(line ?? '') as { port: number }
  front.answer = (incoming, outgoing) => {
    const { method, headers, url: target } = incoming
    const onward = request({ port, method, headers, path: target, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  }
  return {
    async [Symbol.asyncDispose]() {
      program.kill()
      await ended
    },
  }
}
