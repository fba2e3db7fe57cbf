import { readFileSync } from 'node:fs'

/** Resident memory of a process now and at its peak, from the kernel (Linux), in bytes. */
export function residentBytes(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return { now: kibibytes(status, 'VmRSS') * 1024, peak: kibibytes(status, 'VmHWM') * 1024 }
}

function kibibytes(status: string, name: string): number {
  const [, value] = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status) ?? []
  if (!value) throw new Error(`the kernel does not tell ${name}`)
  return Number(value)
}
