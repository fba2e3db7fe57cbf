const longestBytes = 200
/** Names that Windows keeps for devices, whatever extension follows. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
/** Endings that already say what the bytes are; `ubuntu-22.04` has none. */
const knownExtension =
  /\.(ami|ari|aki|bz2|gz|img|iso|ova|ovf|ploop|qcow2?|raw|tar|tgz|vdi|vhdx?|vmdk|xz|zip|zst)$/i

/**
 * A file name for an image that any file system takes: no separators, control or reserved characters, no device
 * name, not hidden, at most 200 bytes, with an extension.
 */
export function safeFileName(imageName: string, diskFormat: string | null): string {
  const plain = imageName
    .normalize('NFC')
    .replace(/[\p{C}]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  const known = knownExtension.exec(plain)?.[0] ?? ''
  const extension = known || extensionFor(diskFormat)
  const stem = cut(plain.slice(0, plain.length - known.length), longestBytes - extension.length - 1)
  const name = (stem.trimEnd() || 'image') + extension
  return deviceName.test(name) ? `_${name}` : name
}

/** The name of the nth file that wants to be called this: `disk.qcow2`, `disk (2).qcow2` … */
export function numbered(name: string, count: number): string {
  if (count === 1) return name
  const dot = name.lastIndexOf('.')
  const at = dot > 0 ? dot : name.length
  return `${name.slice(0, at)} (${count})${name.slice(at)}`
}

function extensionFor(diskFormat: string | null): string {
  return diskFormat && /^[a-z0-9]{1,16}$/i.test(diskFormat) ? `.${diskFormat.toLowerCase()}` : '.img'
}

/** Cuts between characters, so that what is left is still valid UTF-8. */
function cut(text: string, limitBytes: number): string {
  let bytes = 0
  let kept = ''
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > limitBytes) break
    kept += character
  }
  return kept
}
