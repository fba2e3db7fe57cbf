/** The files of the command line's that an import reads, as they are typed, chosen or dropped. */
export interface ImportTexts {
  /** A clouds.yaml or an openrc. */
  readonly text: string
  readonly secureText: string
  readonly publicText: string
}

export const noTexts: ImportTexts = { text: '', secureText: '', publicText: '' }

/** Which of them a file is: by its name, or by what only a clouds-public.yaml has. */
export function partOf(fileName: string, text: string): keyof ImportTexts {
  if (/^secure\.(ya?ml|json)$/i.test(fileName)) return 'secureText'
  return /^clouds-public\./i.test(fileName) || /^public-clouds:/m.test(text) ? 'publicText' : 'text'
}

/** Puts the files where they belong; of two of one kind the later stays. */
export async function withFiles(before: ImportTexts, files: readonly File[]): Promise<ImportTexts> {
  let texts = before
  for (const file of files) {
    const text = await file.text()
    texts = { ...texts, [partOf(file.name, text)]: text }
  }
  return texts
}
