import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { openTestSandbox, type TestSandbox } from '../../core/sandbox/open-test-sandbox.ts'

export interface CommandResult {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A folder with a clouds.yaml that names the sandbox `lab`, and the command line run in it as a process. */
export interface CommandLine extends AsyncDisposable {
  readonly dir: string
  readonly env: Record<string, string>
  /** The same cloud in the variables of an openrc. */
  readonly openrc: Readonly<Record<string, string>>
  readonly sandbox: TestSandbox
  /** Tells each whole line of stdout as it comes. */
  start(args: readonly string[], onLine: (line: string, child: ChildProcess) => void): Promise<CommandResult>
  run(...args: string[]): Promise<CommandResult>
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const tsx = import.meta.resolve('tsx')

export async function openCommandLine(): Promise<CommandLine> {
  const sandbox = await openTestSandbox()
  const dir = await mkdtemp(join(tmpdir(), 'arclight-cli-test-'))
  const { identityUrl, users } = sandbox.sandbox()
  const { id, password, project } = users.demo
  await writeFile(
    join(dir, 'clouds.yaml'),
    `clouds:\n  lab:\n    auth:\n      auth_url: ${identityUrl}\n      user_id: ${id}\n      project_id: ${project.id}\n`,
  )
  await writeFile(join(dir, 'secure.yaml'), `clouds:\n  lab:\n    auth:\n      password: ${password}\n`)
  const env: Record<string, string> = { PATH: process.env.PATH ?? '', HOME: dir, OS_CLOUD: 'lab', LANG: 'C' }
  return {
    dir,
    env,
    openrc: { OS_AUTH_URL: identityUrl, OS_USER_ID: id, OS_PASSWORD: password, OS_PROJECT_ID: project.id },
    sandbox,
    start: (args, onLine) => runCommand(args, { dir, env, onLine }),
    run: (...args) => runCommand(args, { dir, env, onLine: () => {} }),
    async [Symbol.asyncDispose]() {
      await sandbox[Symbol.asyncDispose]()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function runCommand(
  args: readonly string[],
  { dir, env, onLine }: Pick<CommandLine, 'dir' | 'env'> & { onLine: Parameters<CommandLine['start']>[1] },
): Promise<CommandResult> {
  const child = spawn(process.execPath, ['--import', tsx, main, ...args], {
    cwd: dir,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
  createInterface({ input: child.stdout }).on('line', (line) => onLine(line, child))
  const [stderr, [exitCode]] = await Promise.all([
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ])
  return { exitCode, stdout, stderr }
}
