import type { Tone } from '../../ui/status-dot.tsx'

export function taskTone(status: string): Tone {
  return tones[status] ?? 'idle'
}

const tones: Readonly<Record<string, Tone>> = { processing: 'run', success: 'ok', failure: 'bad' }
