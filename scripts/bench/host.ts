import { type Bench, settleDisk } from './bench.ts'
import type { HostOrder, HostReport } from './host-process.ts'
import { nextMessage, stopRole } from './roles.ts'

/** Gives a host process an order, and waits until it is carried out. */
export type Move = (order: HostOrder) => Promise<HostReport>

/** One host process for all orders: as in the app, what one transfer leaves, the next finds. */
export async function withHost<Value>(
  { cloud, roles }: Pick<Bench, 'cloud' | 'roles'>,
  use: (move: Move) => Promise<Value>,
): Promise<Value> {
  const host = roles.start('host', JSON.stringify(cloud))
  try {
    await nextMessage(host)
    return await use(async (order) => {
      settleDisk()
      const report = nextMessage<HostReport>(host)
      host.send(order)
      return await report
    })
  } finally {
    await stopRole(host)
  }
}
