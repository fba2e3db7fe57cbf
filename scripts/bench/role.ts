import { runAnswers } from './answers-process.ts'
import { runEngine } from './engine-process.ts'
import { runHost } from './host-process.ts'
import { runQueue } from './queue-process.ts'
import type { Role } from './roles.ts'
import { runSandbox } from './sandbox-process.ts'
import { runSink } from './sink-process.ts'

const run: Record<Role, (argument: string) => Promise<void>> = {
  answers: runAnswers,
  engine: (order) => runEngine(JSON.parse(order)),
  host: (cloud) => runHost(JSON.parse(cloud)),
  queue: runQueue,
  sandbox: runSandbox,
  sink: (sources) => runSink(JSON.parse(sources)),
}

const [role = '', argument = ''] = process.argv.slice(2)
await run[role as Role](argument)
