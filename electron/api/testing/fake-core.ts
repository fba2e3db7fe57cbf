import type { Core } from '../../core/core.ts'

export type CoreParts = { readonly [Part in Exclude<keyof Core, 'close'>]?: Partial<Core[Part]> } & {
  readonly close?: Core['close']
}

/** A core that can do what the test gives it; anything else it is asked fails the call. */
export function fakeCore(parts: CoreParts = {}): Core {
  return {
    info: {
      version: '1.2.3',
      shell: 'served',
      keyStore: 'memory',
      downloadsDir: '/downloads',
      ...parts.info,
    },
    settings: partOf<Core['settings']>(parts.settings),
    files: partOf<Core['files']>({ wanted: untilAborted, ...parts.files }),
    clouds: partOf<Core['clouds']>(parts.clouds),
    images: partOf<Core['images']>(parts.images),
    transfers: partOf<Core['transfers']>(parts.transfers),
    collections: partOf<Core['collections']>(parts.collections),
    requests: partOf<Core['requests']>(parts.requests),
    cookies: partOf<Core['cookies']>(parts.cookies),
    interchange: partOf<Core['interchange']>(parts.interchange),
    history: partOf<Core['history']>(parts.history),
    bodies: partOf<Core['bodies']>(parts.bodies),
    damaged: partOf<Core['damaged']>({ watch: untilAborted, ...parts.damaged }),
    backups: partOf<Core['backups']>(parts.backups),
    vault: partOf<Core['vault']>(parts.vault),
    close: parts.close ?? (() => Promise.resolve()),
  }
}

/** A stream that says nothing and ends with its caller. */
export async function* untilAborted(signal: AbortSignal): AsyncGenerator<never, void> {
  yield await new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error))
  })
}

function partOf<Part extends object>(given: Partial<Part> = {}): Part {
  return new Proxy(given, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      return value ?? (() => Promise.reject(new Error(`${String(name)} is not expected in this test`)))
    },
  }) as Part
}
