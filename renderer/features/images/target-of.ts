import type { SignedInCloud } from '../../lib/live.ts'

/** Where an upload goes, in words: "lab ▸ demo". */
export function targetOf({ settings, session }: SignedInCloud): string {
  return session.project ? `${settings.name} ▸ ${session.project.name}` : settings.name
}
