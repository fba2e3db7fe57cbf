import { readdir } from 'node:fs/promises'

/** A name that every file system takes, made of what a person typed. */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, '-')
    .replace(/^[.\s-]+|[.\s]+$/g, '')
    .slice(0, 80)
  const isTaken = /^(?:con|prn|aux|nul|com\d|lpt\d|node_modules|environments|folder|opencollection)$/i.test(
    plain,
  )
  return isTaken || plain === '' ? `${plain}-1` : plain
}

/** The same, told apart by a number from what the folder holds already, in whatever case. */
export async function fileNameFor(dir: string, name: string, extension: string): Promise<string> {
  return freeName(new Set((await readdir(dir)).map((entry) => entry.toLowerCase())), name, extension)
}

/** The same for names, in small letters, that are known. It is among them afterwards. */
export function freeName(taken: Set<string>, name: string, extension: string): string {
  const plain = safeName(name)
  for (let number = 1; ; number += 1) {
    const candidate = `${number === 1 ? plain : `${plain} ${number}`}${extension}`
    if (taken.has(candidate.toLowerCase())) continue
    taken.add(candidate.toLowerCase())
    return candidate
  }
}
