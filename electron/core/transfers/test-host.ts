import { createHash, randomFillSync } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Unpacking } from '../../../shared/model/pack-format.ts'
import type { Transfer } from '../../../shared/model/transfer.ts'
import type { Transfers } from '../core.ts'
import { createDamagedFiles } from '../data-dir/damaged-files.ts'
import { createFileRegistry } from '../files/create-file-registry.ts'
import { createHttpEngine } from '../http/create-http-engine.ts'
import { createImages } from '../images/create-images.ts'
import { type KnownCloud, passwordAccess, severalClouds } from '../images/password-access.ts'
import { startFaultProxy } from '../sandbox/faults/start-fault-proxy.ts'
import { startSandbox } from '../sandbox/start-sandbox.ts'
import type { TransferManagerPorts } from './create-transfers.ts'
import { openTransfers } from './open-transfers.ts'
import { systemClock } from './transfer-clock.ts'

const never = new AbortController().signal

/** Everything a transfer needs, joined for tests: a real engine, real files, and a cloud, by default the sandbox. */
export type TestHost = Awaited<ReturnType<typeof startTestHost>>

export type FaultyHost = Awaited<ReturnType<typeof startFaultyHost>>

export async function startTestHost(options: TestOptions = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'arclight-transfers-'))
  const sandbox = await startSandbox({ dir: join(dir, 'sandbox') }, never)
  const host = await joinParts(sandbox, dir, options)
  return {
    ...host,
    sandbox,
    async close() {
      await host.closeParts()
      await sandbox.close()
      await rm(dir, { recursive: true })
    },
  }
}

/** The same with a proxy before the sandbox's image service, which spoils what passes when it is told to. */
export async function startFaultyHost(options: TestOptions = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'arclight-transfers-'))
  const sandbox = await startSandbox({ dir: join(dir, 'sandbox') }, never)
  const proxy = await startFaultProxy(sandbox.imageUrl)
  const host = await joinParts({ ...sandbox, imageUrl: proxy.origin }, dir, { patienceMs: 2000, ...options })
  return {
    ...host,
    sandbox,
    proxy,
    async close() {
      await host.closeParts()
      await proxy.close()
      await sandbox.close()
      await rm(dir, { recursive: true })
    },
  }
}

export type TwoClouds = Awaited<ReturnType<typeof startTwoClouds>>

/** One host that knows two sandboxes, `test` and `there`, each behind a proxy. */
export async function startTwoClouds(options: TestOptions = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'arclight-transfers-'))
  const places = [join(dir, 'here'), join(dir, 'there')]
  const [here, there] = await Promise.all(places.map((place) => startSandbox({ dir: place }, never)))
  const [proxy, proxyThere] = await Promise.all([here!, there!].map((each) => startFaultProxy(each.imageUrl)))
  const access = severalClouds({
    test: passwordAccess({ ...here!, imageUrl: proxy!.origin }),
    there: passwordAccess({ ...there!, imageUrl: proxyThere!.origin }),
  })
  const host = await joinParts(here!, dir, { patienceMs: 2000, access, ...options })
  return {
    ...host,
    sandbox: here!,
    sandboxThere: there!,
    proxy: proxy!,
    proxyThere: proxyThere!,
    copy: (imageId: string) => host.transfers.copy({ cloudId: 'test', imageId, toCloudId: 'there' }, never),
    async close() {
      await host.closeParts()
      await Promise.all([proxy!, proxyThere!, here!, there!].map((each) => each.close()))
      await rm(dir, { recursive: true })
    },
  }
}

export async function startTestHostFor(cloud: KnownCloud, options: TestOptions = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'arclight-transfers-'))
  const host = await joinParts(cloud, dir, options)
  return {
    ...host,
    async close() {
      await host.closeParts()
      await rm(dir, { recursive: true })
    },
  }
}

/** What tests do with in their own way. */
type TestOptions = Partial<
  Pick<TransferManagerPorts, 'access' | 'patienceMs' | 'retriesAlone' | 'clock' | 'random'>
>

async function joinParts(cloud: KnownCloud, dir: string, options: TestOptions = {}) {
  const access = options.access ?? passwordAccess(cloud)
  const { send, close: closeEngine } = createHttpEngine()
  const files = createFileRegistry()
  const images = createImages({ access, send, files })
  const downloadsDir = join(dir, 'downloads')
  const logged: string[] = []
  const ports = {
    images,
    send,
    files,
    downloadsDir,
    dir: join(dir, 'transfers'),
    damaged: createDamagedFiles({ now: Date.now, log: () => {} }),
    patienceMs: 60_000,
    retriesAlone: false,
    clock: systemClock,
    random: Math.random,
    ...options,
    access,
    identityUrl: async () => cloud.identityUrl,
    log: (line: string) => void logged.push(line),
  }
  const transfers = await openTransfers(ports)

  const when = (transferId: string, isWanted: (transfer: Transfer) => boolean) =>
    untilTransfer(transfers, transferId, isWanted)

  return {
    dir,
    downloadsDir,
    files,
    images,
    transfers,
    /** What another start of the same host would be made of. */
    ports,
    logged,
    when,
    ended: (transfer: Transfer) => when(transfer.id, ({ endedAtMs }) => endedAtMs !== null),
    isMoving: (transfer: Transfer) => when(transfer.id, ({ movedBytes }) => movedBytes > 0),
    /** A file of random bytes, and the handle it is chosen by. */
    async file(name: string, sizeBytes: number) {
      const bytes = randomFillSync(Buffer.alloc(sizeBytes))
      const path = join(dir, name)
      await writeFile(path, bytes)
      const { handle } = await files.addPath(path, never)
      return { path, handle, bytes }
    },
    uploadNew: (file: string, format = 'raw') =>
      transfers.upload({ cloudId: 'test', file, into: { kind: 'new', image: newImage(format) } }, never),
    uploadAs: (file: string, id: string) =>
      transfers.upload(
        { cloudId: 'test', file, into: { kind: 'new', image: { ...newImage('raw'), id } } },
        never,
      ),
    uploadInto: (file: string, imageId: string) =>
      transfers.upload({ cloudId: 'test', file, into: { kind: 'existing', imageId } }, never),
    createImage: (format = 'raw') => images.create({ cloudId: 'test', image: newImage(format) }, never),
    download: (imageId: string, file: string | null = null) =>
      transfers.download({ cloudId: 'test', imageId, file }, never),
    show: (imageId: string, cloudId = 'test') => images.show({ cloudId, imageId }, never),
    uploadUnpacked: (file: string, unpack: Unpacking) =>
      transfers.upload(
        { cloudId: 'test', file, into: { kind: 'new', image: newImage('raw') }, unpack },
        never,
      ),
    /** What the cloud holds, fetched by other means. */
    async stored(imageId: string, cloudId = 'test'): Promise<Buffer> {
      const { endpoint, token } = await access.imageService(cloudId, never)
      const url = `${endpoint}/v2/images/${imageId}/file`
      return Buffer.from(await (await fetch(url, { headers: { 'X-Auth-Token': token } })).arrayBuffer())
    },
    downloads: async () => (await readdir(downloadsDir)).toSorted(),
    async closeParts() {
      await transfers.close()
      await closeEngine()
    },
  }
}

/** The first state of a transfer, from now on, that is what is wanted. */
export async function untilTransfer(
  transfers: Pick<Transfers, 'watch'>,
  transferId: string,
  isWanted: (transfer: Transfer) => boolean,
): Promise<Transfer> {
  for await (const event of transfers.watch(never)) {
    const told = event.type === 'all' ? event.transfers : event.type === 'changed' ? [event.transfer] : []
    const found = told.find((transfer) => transfer.id === transferId)
    if (found && isWanted(found)) return found
  }
  throw new Error('nothing more is told')
}

export function sha512Of(bytes: Buffer): string {
  return createHash('sha512').update(bytes).digest('hex')
}

function newImage(diskFormat: string) {
  return { name: 'test image', diskFormat, containerFormat: 'bare' }
}
