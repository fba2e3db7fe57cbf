import type { ServiceAccess } from '../identity/cloud-access.ts'
import type { ImageServicePorts } from './call-image-service.ts'

type Ask<Answer> = (ports: ImageServicePorts, cloudId: string, signal: AbortSignal) => Promise<Answer>

export interface SessionMemory<Answer> {
  /** The answer that this session already has; asked for when there is none, or with `isFresh`. */
  recall(query: { cloudId: string; isFresh?: boolean | undefined }, signal: AbortSignal): Promise<Answer>
}

/** Remembers one answer for each cloud, until another endpoint or another role looks at it. Failures are not kept. */
export function createSessionMemory<Answer>(
  ports: ImageServicePorts,
  ask: Ask<Answer>,
): SessionMemory<Answer> {
  const memory = new Map<string, { session: string; answer: Answer }>()
  return {
    async recall({ cloudId, isFresh = false }, signal) {
      const session = sessionKey(await ports.access.imageService(cloudId, signal))
      const known = memory.get(cloudId)
      if (known?.session === session && !isFresh) return known.answer
      const answer = await ask(ports, cloudId, signal)
      memory.set(cloudId, { session, answer })
      return answer
    },
  }
}

function sessionKey({ endpoint, isAdmin }: ServiceAccess): string {
  return `${endpoint} ${isAdmin}`
}
